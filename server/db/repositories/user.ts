import type { Prisma } from '../generated/client.ts';

export interface UserRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly kind: 'admin' | 'user';
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

export type UserWithPassword = UserRow & { readonly passwordHash: string };

const COLUMNS = {
  id: true,
  username: true,
  name: true,
  kind: true,
  disabledAt: true,
  createdAt: true,
} as const;

const USERS_MAX = 1000;

type Tx = Prisma.TransactionClient;

export function countUsers(tx: Tx): Promise<number> {
  return tx.user.count();
}

export function countEnabledAdmins(tx: Tx): Promise<number> {
  return tx.user.count({ where: { kind: 'admin', disabledAt: null } });
}

export function listUsers(tx: Tx): Promise<UserRow[]> {
  return tx.user.findMany({ select: COLUMNS, orderBy: { username: 'asc' }, take: USERS_MAX });
}

export function findUser(tx: Tx, id: string): Promise<UserRow | null> {
  return tx.user.findUnique({ where: { id }, select: COLUMNS });
}

export function findUserByName(tx: Tx, username: string): Promise<UserWithPassword | null> {
  return tx.user.findUnique({ where: { username }, select: { ...COLUMNS, passwordHash: true } });
}

export async function findPasswordHash(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.user.findUnique({ where: { id }, select: { passwordHash: true } });
  return row?.passwordHash ?? null;
}

export interface NewUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly kind: 'admin' | 'user';
  readonly passwordHash: string;
  readonly createdAt: Date;
}

export function insertUser(tx: Tx, user: NewUser): Promise<UserRow> {
  return tx.user.create({ data: user, select: COLUMNS });
}

export interface UserChanges {
  readonly name?: string;
  readonly kind?: 'admin' | 'user';
  readonly disabledAt?: Date | null;
  readonly passwordHash?: string;
}

export function updateUserRow(tx: Tx, id: string, changes: UserChanges): Promise<UserRow> {
  return tx.user.update({ where: { id }, data: changes, select: COLUMNS });
}
