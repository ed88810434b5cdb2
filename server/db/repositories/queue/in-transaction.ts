import type pg from 'pg';

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';

function sqlState(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

async function attempt<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    try {
      await client.query('rollback');
    } catch (rollbackError) {
      // A connection that cannot even roll back must not be handed to the next caller.
      broken = rollbackError instanceof Error ? rollbackError : new Error('rollback failed');
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Runs `work` in one transaction. A deadlock or serialisation failure is tried once more: PostgreSQL picked a victim,
 * nothing was written, and the other side is through by then.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(pool, work);
  } catch (error) {
    const state = sqlState(error);
    if (state !== DEADLOCK && state !== SERIALIZATION) throw error;
    return attempt(pool, work);
  }
}
