import type pg from 'pg';

export async function listEnvironmentIds(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select id from "Environment" where "removedAt" is null');
  return rows.map((row) => row.id);
}
