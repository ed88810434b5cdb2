import { join } from 'node:path';
import pg from 'pg';
import type { Cluster } from './cluster.ts';

/** Asks the server's own PostgreSQL behind the server's back; the caller must be root, as lab tests are. */
export async function queryDatabase<T extends object>(cluster: Cluster, sql: string): Promise<T[]> {
  const client = new pg.Client({
    host: cluster.databaseDirectory ?? join(cluster.dataDir(), 'postgres/run'),
    user: 'drover',
    database: 'drover',
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
