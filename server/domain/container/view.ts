import type { z } from 'zod';
import type { ContainerRow } from '../../db/repositories/container.ts';
import {
  type ContainerSummary,
  type containerDetailSchema,
  containerFactsSchema,
} from '../../schemas/container.ts';
import { presumeUnit, type StoredUnitReport } from '../service/unit-reports.ts';

export function toContainerSummary(
  row: ContainerRow,
  report: StoredUnitReport | undefined,
): ContainerSummary {
  const { state, reason } = report ?? presumeUnit(row);
  return {
    id: row.instanceId ?? '',
    name: row.name ?? '',
    launch: row.launch ?? '',
    state: row.state ?? 'missing',
    unitState: state,
    reason,
    dockerId: row.dockerId,
    image: row.image ?? '',
    ipAddress: row.ipAddress,
    startedAt: row.startedAt?.toISOString() ?? null,
    stackId: row.stackId,
    stackName: row.stackName,
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    hostId: row.hostId,
    hostName: row.hostName,
    index: row.index,
  };
}

/** Since when nobody could have looked; null while the host answers and its engine too. */
function staleSince(row: ContainerRow): string | null {
  const answers = row.hostState !== 'reconnecting' && row.hostState !== 'disconnected';
  if (answers && row.engineReachable) return null;
  return (row.hostLastSeenAt ?? row.observedAt)?.toISOString() ?? null;
}

export function toContainerDetail(
  row: ContainerRow,
  report: StoredUnitReport | undefined,
): z.output<typeof containerDetailSchema> {
  const facts = containerFactsSchema.safeParse(row.facts);
  return {
    ...toContainerSummary(row, report),
    facts: facts.success ? facts.data : null,
    observedAt: row.observedAt?.toISOString() ?? null,
    staleSince: staleSince(row),
    revision: row.revision,
    generation: row.generation,
  };
}
