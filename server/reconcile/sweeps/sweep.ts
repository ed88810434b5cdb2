import type pg from 'pg';

/**
 * Housekeeping: one statement, one limit, one count. Every statement takes its rows with `skip locked` or deletes them,
 * so replicas that sweep at the same moment share the work and never do it twice.
 */
export interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  /** At most so many rows in one go; a full go is followed by another one soon. */
  readonly limit: number;
  run(pool: pg.Pool, limit: number): Promise<number>;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Deletes from `table`, oldest first, rows for which `condition` holds. Both are constants of ours. */
export async function deleteSome(
  pool: pg.Pool,
  rows: {
    readonly table: string;
    readonly condition: string;
    readonly order: string;
    readonly limit: number;
  },
): Promise<number> {
  const { table, condition, order, limit } = rows;
  const result = await pool.query(
    `delete from "${table}" where id in (
       select id from "${table}" where ${condition} order by "${order}" limit $1 for update skip locked)`,
    [limit],
  );
  return result.rowCount ?? 0;
}
