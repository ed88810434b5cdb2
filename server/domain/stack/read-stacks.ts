import { type ContainerRow, listUnitRows } from '../../db/repositories/container.ts';
import { listHostRows } from '../../db/repositories/host-view.ts';
import { listServiceRows, listServiceStates } from '../../db/repositories/service.ts';
import { findStackRow, listStackRows } from '../../db/repositories/stack.ts';
import { CONTAINERS_PER_LIST_MAX } from '../../schemas/container.ts';
import type { Role } from '../../schemas/role.ts';
import type { StackDetail, StackSummary } from '../../schemas/stack.ts';
import type { Call } from '../call.ts';
import { DomainError } from '../errors.ts';
import { shownHostState } from '../host/host.policy.ts';
import { toServiceDetail } from '../service/view.ts';
import { toStackSummary } from './view.ts';

/** Two queries, however many stacks and services there are. */
export async function readStacks(
  { database }: Call,
  { environmentId }: { environmentId: string },
): Promise<StackSummary[]> {
  const [rows, services] = await Promise.all([
    listStackRows(database.prisma, environmentId),
    listServiceStates(database, { environmentId }),
  ]);
  const servicesOf = Map.groupBy(services, (service) => service.stackId);
  return rows.map((row) => toStackSummary(row, servicesOf.get(row.id) ?? []));
}

interface StackRead {
  readonly environmentId: string;
  readonly stackId: string;
  readonly role: Role;
}

/** All that the stack page and the topology graph show; five queries, whatever the size. */
export async function readStack(
  { database }: Call,
  { environmentId, stackId, role }: StackRead,
): Promise<StackDetail> {
  const { prisma } = database;
  const [row, states, services, containers, hosts] = await Promise.all([
    findStackRow(prisma, { environmentId, stackId }),
    listServiceStates(database, { environmentId, stackId }),
    listServiceRows(database, { environmentId, stackId }),
    listUnitRows(database, { environmentId, stackId, limit: CONTAINERS_PER_LIST_MAX }),
    listHostRows(prisma, environmentId),
  ]);
  if (row === null) throw new DomainError('not-found', 'There is no such stack.');
  const { services: _, ...summary } = toStackSummary(row, states);
  const containersOf = Map.groupBy<string, ContainerRow>(containers, (container) => container.serviceId);
  const used = new Set(containers.map((container) => container.hostId));
  return {
    ...summary,
    services: services.map((service) =>
      toServiceDetail(service, { containers: containersOf.get(service.id) ?? [], role }),
    ),
    hosts: hosts
      .filter((host) => used.has(host.id))
      .map((host) => ({ id: host.id, name: host.name, state: shownHostState(host), address: host.address })),
  };
}
