import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { waitUntil } from '../lib/wait-until.ts';
import { type Database, openDatabase } from './client.ts';

/** A migrated, empty database of one test file. `close` drops it. */
export interface TestDatabase extends Database {
  readonly name: string;
}

async function administer<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

const LEAVE_TIMEOUT_MS = 3_000;
const LEAVE_INTERVAL_MS = 20;
const CONNECTED = 'select 1 from pg_stat_activity where datname = $1 limit 1';

function urlOf(name: string): string {
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

/** A new database; empty of tables too when `migrated` is false. Drop it with `dropDatabase`. */
export async function createDatabase({
  migrated,
}: {
  migrated: boolean;
}): Promise<{ name: string; url: string }> {
  const name = `drover_test_${randomBytes(6).toString('hex')}`;
  const template = migrated ? `template "${inject('templateName')}"` : '';
  await administer((admin) => admin.query(`create database "${name}" ${template}`));
  return { name, url: urlOf(name) };
}

/**
 * A pool counts as ended before its connections are; one that is still leaving would take the forced end of its session
 * for an error that nobody catches. So they are given a moment, and only what stays is thrown out.
 */
export async function dropDatabase(name: string): Promise<void> {
  await administer(async (admin) => {
    await waitUntil(async () => ((await admin.query(CONNECTED, [name])).rowCount === 0 ? true : undefined), {
      timeoutMs: LEAVE_TIMEOUT_MS,
      intervalMs: LEAVE_INTERVAL_MS,
    });
    await admin.query(`drop database if exists "${name}" with (force)`);
  });
}

/** For `beforeAll` of a `*.db.test.ts`: a copy of the migrated template, in about a tenth of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { name, url } = await createDatabase({ migrated: true });
  const database = openDatabase(url, (error) => {
    throw error;
  });
  return {
    ...database,
    name,
    async close() {
      await database.close();
      await dropDatabase(name);
    },
  };
}
