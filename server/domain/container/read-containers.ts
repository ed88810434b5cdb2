import type { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { type ContainerRow, findContainerRow, listContainerRows } from '../../db/repositories/container.ts';
import { listUnitReports } from '../../db/repositories/service.ts';
import type {
  ContainerSummary,
  containerDetailSchema,
  listContainersInput,
} from '../../schemas/container.ts';
import type { Call } from '../call.ts';
import { DomainError } from '../errors.ts';
import { parseUnitReports, type StoredUnitReport } from '../service/unit-reports.ts';
import { toContainerDetail, toContainerSummary } from './view.ts';

async function readReports(
  database: Database,
  rows: readonly ContainerRow[],
): Promise<Map<string | null, StoredUnitReport>> {
  const serviceIds = [...new Set(rows.map((row) => row.serviceId))];
  const stored = await listUnitReports(database, serviceIds);
  const reports = stored.flatMap((status) => parseUnitReports(status.units));
  return new Map(reports.map((report) => [report.unitId, report]));
}

/** Two queries, however many containers there are. */
export async function readContainers(
  { database }: Call,
  input: z.output<typeof listContainersInput>,
): Promise<ContainerSummary[]> {
  const rows = await listContainerRows(database, input);
  const reports = await readReports(database, rows);
  return rows.map((row) => toContainerSummary(row, reports.get(row.unitId)));
}

export async function readContainer(
  { database }: Call,
  { environmentId, containerId }: { environmentId: string; containerId: string },
): Promise<z.output<typeof containerDetailSchema>> {
  const row = await findContainerRow(database, { environmentId, instanceId: containerId });
  if (row === null) throw new DomainError('not-found', 'There is no such container.');
  const reports = await readReports(database, [row]);
  return toContainerDetail(row, reports.get(row.unitId));
}
