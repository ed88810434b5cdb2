import type { Role } from '../../schemas/role.ts';
import type { Prisma } from '../generated/client.ts';

type Tx = Prisma.TransactionClient;

export interface EnvironmentRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly hostCount: number;
  readonly stackCount: number;
  /** The role of the user it was read for; null when that is no member. */
  readonly role: Role | null;
}

const ENVIRONMENTS_MAX = 1000;

function shape(userId: string) {
  return {
    id: true,
    name: true,
    description: true,
    createdAt: true,
    memberships: { where: { userId }, select: { role: true } },
    _count: { select: { hosts: { where: { removedAt: null } }, stacks: { where: { removedAt: null } } } },
  } as const;
}

interface Selected extends Omit<EnvironmentRow, 'hostCount' | 'stackCount' | 'role'> {
  readonly memberships: readonly { readonly role: Role }[];
  readonly _count: { readonly hosts: number; readonly stacks: number };
}

function toRow({ memberships, _count, ...row }: Selected): EnvironmentRow {
  return {
    ...row,
    hostCount: _count.hosts,
    stackCount: _count.stacks,
    role: memberships[0]?.role ?? null,
  };
}

/** Every environment for an administrator, else those the user is a member of. */
export async function listEnvironments(
  tx: Tx,
  { userId, all }: { userId: string; all: boolean },
): Promise<readonly EnvironmentRow[]> {
  const rows = await tx.environment.findMany({
    where: { removedAt: null, ...(all ? {} : { memberships: { some: { userId } } }) },
    select: shape(userId),
    orderBy: { createdAt: 'asc' },
    take: ENVIRONMENTS_MAX,
  });
  return rows.map(toRow);
}

export async function findEnvironment(
  tx: Tx,
  { environmentId, userId }: { environmentId: string; userId: string },
): Promise<EnvironmentRow | null> {
  const row = await tx.environment.findFirst({
    where: { id: environmentId, removedAt: null },
    select: shape(userId),
  });
  return row === null ? null : toRow(row);
}

/** By hand: Prisma compares without regard to case by ILIKE, to which "_" in a name is a wildcard. */
export async function isEnvironmentNameTaken(
  tx: Tx,
  { name, exceptId }: { name: string; exceptId: string | null },
): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    select 1 from "Environment"
    where lower("name") = lower(${name}) and "removedAt" is null and "id" is distinct from ${exceptId} limit 1`;
  return found.length > 0;
}

export interface NewEnvironment {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly ownerId: string;
}

export async function insertEnvironment(tx: Tx, { ownerId, ...environment }: NewEnvironment): Promise<void> {
  await tx.environment.create({
    data: { ...environment, memberships: { create: { userId: ownerId, role: 'owner' } } },
  });
}

export async function updateEnvironmentRow(
  tx: Tx,
  id: string,
  changes: { name?: string; description?: string },
): Promise<void> {
  await tx.environment.update({ where: { id }, data: changes });
}

/** Its enrolment tokens go with it, so that no host can join what is gone. */
export async function markEnvironmentRemoved(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.enrolmentToken.deleteMany({ where: { environmentId: id } });
  await tx.environment.update({ where: { id }, data: { removedAt: now } });
}
