import type { Prisma } from '../generated/client.ts';
import { readRecreations } from './recreations.ts';

type Tx = Prisma.TransactionClient;

/** A container of a live unit, and what decides whether it may be made anew. */
export interface InstanceRow {
  readonly launch: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitDesired: 'running' | 'stopped' | 'removed';
  readonly recreations: Readonly<Record<string, number>>;
  readonly recreateCount: number;
  readonly serviceId: string;
  readonly serviceDesired: 'running' | 'stopped' | 'removed';
  readonly stackId: string;
  readonly stackDesired: 'present' | 'removed';
  readonly hostId: string;
  readonly hostName: string;
}

const COLUMNS = {
  launch: true,
  name: true,
  unitId: true,
  unit: {
    select: {
      desired: true,
      recreations: true,
      recreateCount: true,
      hostId: true,
      host: { select: { name: true } },
      serviceId: true,
      service: { select: { desired: true, stackId: true, stack: { select: { desired: true } } } },
    },
  },
} as const;

export async function findInstanceRow(
  tx: Tx,
  { environmentId, instanceId }: { environmentId: string; instanceId: string },
): Promise<InstanceRow | null> {
  const found = await tx.instance.findFirst({
    where: { id: instanceId, unit: { environmentId, removedAt: null } },
    select: COLUMNS,
  });
  if (found === null) return null;
  const { launch, name, unitId, unit } = found;
  const { recreateCount, hostId, host, serviceId, service } = unit;
  return {
    launch,
    name,
    unitId,
    unitDesired: unit.desired,
    recreations: readRecreations(unit.recreations),
    recreateCount,
    serviceId,
    serviceDesired: service.desired,
    stackId: service.stackId,
    stackDesired: service.stack.desired,
    hostId,
    hostName: host.name,
  };
}

/** What people ask of the containers of a unit; the caller holds the lock on changes of its environment. */
export async function writeRecreations(
  tx: Tx,
  { unitId, serviceId }: Pick<InstanceRow, 'unitId' | 'serviceId'>,
  recreations: Readonly<Record<string, number>>,
): Promise<void> {
  await tx.unit.update({ where: { id: unitId }, data: { recreations: { ...recreations } } });
  await tx.service.update({ where: { id: serviceId }, data: { removalCount: { increment: 1 } } });
}
