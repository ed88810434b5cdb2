import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from './client.ts';

/** A migrated, empty database of one test file. `close` drops it. */
export interface TestDatabase extends Database {
  readonly name: string;
}

async function administer(sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}

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
  await administer(`create database "${name}" ${migrated ? `template "${inject('templateName')}"` : ''}`);
  return { name, url: urlOf(name) };
}

export async function dropDatabase(name: string): Promise<void> {
  await administer(`drop database if exists "${name}" with (force)`);
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
