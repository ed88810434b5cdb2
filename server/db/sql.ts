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

/** Reads rows inside the caller's transaction. Ask for times and large numbers as text or double: the libraries differ. */
export type QueryRows = <T extends object>(sql: string, params: readonly unknown[]) => Promise<T[]>;

export function prismaRows(tx: Prisma.TransactionClient): QueryRows {
  return <T extends object>(sql: string, params: readonly unknown[]) =>
    tx.$queryRawUnsafe<T[]>(sql, ...params);
}

export function pgRows(client: pg.Pool | pg.PoolClient): QueryRows {
  return async <T extends object>(sql: string, params: readonly unknown[]) =>
    (await client.query<T>(sql, [...params])).rows;
}
