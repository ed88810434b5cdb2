import { listContainerRows } from '../../db/repositories/container.ts';
import { findHostRow, listHostRows, sumReservations } from '../../db/repositories/host-view.ts';
import { CONTAINERS_PER_LIST_MAX } from '../../schemas/container.ts';
import type { HostView } from '../../schemas/host.ts';
import type { Call } from '../call.ts';
import { DomainError } from '../errors.ts';
import { toHostView } from './view.ts';

/** Three queries, however many hosts and containers there are. */
export async function readHosts(
  { database }: Call,
  { environmentId }: { environmentId: string },
): Promise<HostView[]> {
  const [rows, reserved, containers] = await Promise.all([
    listHostRows(database.prisma, environmentId),
    sumReservations(database.prisma, { environmentId }),
    listContainerRows(database, { environmentId, limit: CONTAINERS_PER_LIST_MAX }),
  ]);
  const reservedOf = new Map(reserved.map((one) => [one.hostId, one]));
  const containersOf = Map.groupBy(containers, (container) => container.hostId);
  return rows.map((row) =>
    toHostView(row, { reserved: reservedOf.get(row.id), containers: containersOf.get(row.id) ?? [] }),
  );
}

export async function readHost(
  { database }: Call,
  { environmentId, hostId }: { environmentId: string; hostId: string },
): Promise<HostView> {
  const [row, reserved, containers] = await Promise.all([
    findHostRow(database.prisma, { environmentId, hostId }),
    sumReservations(database.prisma, { environmentId, hostId }),
    listContainerRows(database, { environmentId, hostId, limit: CONTAINERS_PER_LIST_MAX }),
  ]);
  if (row === null) throw new DomainError('not-found', 'There is no such host.');
  return toHostView(row, { reserved: reserved[0], containers });
}
