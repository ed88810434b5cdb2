import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import type { TestProject } from 'vitest/node';
import { removeCluster } from './embedded/elsewhere.ts';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { stopAbandoned } from './embedded/stop-abandoned.ts';
import { migrateDatabase } from './migrate.ts';

/*
 * Vitest's global setup of the `db` tests: one PostgreSQL for the run, or the one that DATABASE_URL names, and in it a
 * migrated template that each test file copies.
 */

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database of the cluster to connect to when creating others. */
    adminUrl: string;
    templateName: string;
  }
}

const HOME = join(tmpdir(), `drover-test-${process.getuid?.() ?? 0}`);

/** Nothing here outlives the run, so nothing waits for a disk. */
const UNSAFE_AND_FAST = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '32MB',
  max_connections: '200',
};

const logger = pino({ level: 'warn' });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Clusters of runs that were killed before they could tidy up. */
async function removeAbandoned(): Promise<void> {
  await mkdir(HOME, { recursive: true, mode: 0o755 });
  for (const name of await readdir(HOME)) {
    if (isAlive(Number(name))) continue;
    await stopAbandoned(join(HOME, name), logger);
    await removeCluster(join(HOME, name));
  }
}

async function startCluster(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  await removeAbandoned();
  const directory = join(HOME, String(process.pid));
  const cluster = await startEmbeddedPostgres({ directory, logger, settings: UNSAFE_AND_FAST, sync: false });
  return {
    url: cluster.url,
    async stop() {
      await cluster.stop();
      await removeCluster(directory);
    },
  };
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  const templateName = `drover_test_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  const template = admin.escapeIdentifier(templateName);
  await admin.query(`drop database if exists ${template} with (force)`);
  await admin.query(`create database ${template}`);
  const url = new URL(cluster.url);
  url.pathname = `/${templateName}`;
  await migrateDatabase(url.href, { logger });
  provide('adminUrl', cluster.url);
  provide('templateName', templateName);
  return async () => {
    await admin.query(`drop database if exists ${template} with (force)`);
    await admin.end();
    await cluster.stop();
  };
}
