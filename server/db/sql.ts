import type pg from 'pg';
import type { Prisma } from './generated/client.ts';

/** Runs one statement inside the caller's transaction, whichever library opened it. */
export type RunSql = (sql: string, params: readonly unknown[]) => Promise<unknown>;

export function prismaSql(tx: Prisma.TransactionClient): RunSql {
  return (sql, params) => tx.$queryRawUnsafe(sql, ...params);
}

export function pgSql(client: pg.Pool | pg.PoolClient): RunSql {
  return (sql, params) => client.query(sql, [...params]);
}
