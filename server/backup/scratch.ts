import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import { removeCluster } from '../db/embedded/elsewhere.ts';
import { startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts';
import type { Logger } from '../lib/logger.ts';
import { withConnection } from './copy/connection.ts';
import { removeTemporaryClusters, temporaryClusterName } from './temporary-cluster.ts';

const STATEMENT_TIMEOUT_MS = 60_000;
const NOT_ALLOWED = '42501';

interface Options {
  readonly logger: Logger;
  /** Where a PostgreSQL of its own is put when the database's does not let us make a database. */
  readonly dataDir: string;
}

/** Databases of one server's own: another Drover may be a guest of the same PostgreSQL. */
async function prefixOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ oid: string }>(
    'select oid::text from pg_database where datname = current_database()',
  );
  return `drover_scratch_${rows[0]?.oid ?? '0'}_`;
}

export function databaseUrl(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
}

/** What a check that was killed in the middle left behind. Only whoever holds the backup lock may do this. */
async function dropLeftOver(client: pg.Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await dropDatabase(client, datname);
}

/** Null when we may not. */
async function createScratch(url: string): Promise<string | null> {
  return withConnection(url, STATEMENT_TIMEOUT_MS, async (client) => {
    const prefix = await prefixOf(client);
    await dropLeftOver(client, prefix);
    const name = prefix + randomBytes(4).toString('hex');
    try {
      await client.query(`create database ${client.escapeIdentifier(name)} template template0`);
      return name;
    } catch (error) {
      if ((error as { code?: string }).code === NOT_ALLOWED) return null;
      throw error;
    }
  });
}

async function onOwnCluster<T>({ logger, dataDir }: Options, work: (url: string) => Promise<T>): Promise<T> {
  await removeTemporaryClusters(dataDir, logger);
  const directory = join(dataDir, temporaryClusterName('check'));
  const cluster = await startEmbeddedPostgres({ directory, logger, sync: false, settings: { fsync: 'off' } });
  try {
    return await work(cluster.url);
  } finally {
    await cluster.stop();
    await removeCluster(directory);
  }
}

/**
 * Gives `work` an empty database that is gone afterwards: beside the one at `url`, or, where its user may make none, in
 * a PostgreSQL started for the purpose. Only whoever holds the backup lock may ask for one.
 */
export async function withScratchDatabase<T>(
  url: string,
  options: Options,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const name = await createScratch(url);
  if (name === null) return onOwnCluster(options, work);
  try {
    return await work(databaseUrl(url, name));
  } finally {
    await withConnection(url, STATEMENT_TIMEOUT_MS, (client) => dropDatabase(client, name));
  }
}
