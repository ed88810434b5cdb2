import type { Prisma } from '../generated/client.ts';

type Tx = Prisma.TransactionClient;

export interface StackRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly desired: 'present' | 'removed';
  readonly createdAt: Date;
}

const COLUMNS = { id: true, name: true, description: true, desired: true, createdAt: true } as const;
const STACKS_MAX = 2000;

export function listStackRows(tx: Tx, environmentId: string): Promise<StackRow[]> {
  return tx.stack.findMany({
    where: { environmentId, removedAt: null },
    select: COLUMNS,
    orderBy: { name: 'asc' },
    take: STACKS_MAX,
  });
}

export function findStackRow(
  tx: Tx,
  { environmentId, stackId }: { environmentId: string; stackId: string },
): Promise<StackRow | null> {
  return tx.stack.findFirst({ where: { id: stackId, environmentId, removedAt: null }, select: COLUMNS });
}

/** Without regard to case. Stack names hold no character that the comparison would take for a wildcard. */
export function findStackByName(
  tx: Tx,
  { environmentId, name }: { environmentId: string; name: string },
): Promise<StackRow | null> {
  return tx.stack.findFirst({
    where: { environmentId, removedAt: null, name: { equals: name, mode: 'insensitive' } },
    select: COLUMNS,
  });
}

export interface NewStack {
  readonly id: string;
  readonly environmentId: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
}

export function insertStack(tx: Tx, stack: NewStack): Promise<StackRow> {
  return tx.stack.create({ data: stack, select: COLUMNS });
}

export async function updateStackRow(
  tx: Tx,
  id: string,
  changes: { description?: string; desired?: 'removed' },
): Promise<void> {
  await tx.stack.update({ where: { id }, data: changes });
}
