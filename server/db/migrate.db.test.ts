import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MigrationError, migrateDatabase } from './migrate.ts';
import { readMigrations } from './migrations-on-disk.ts';
import { createDatabase, dropDatabase } from './testing.ts';

const COMMITTED = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const logger = pino({ level: 'silent' });

describe('migrateDatabase', () => {
  let database: { name: string; url: string };
  let directory: string;

  beforeEach(async () => {
    database = await createDatabase({ migrated: false });
    directory = await mkdtemp(join(tmpdir(), 'drover-migrations-'));
    await cp(COMMITTED, directory, { recursive: true });
  });
  afterEach(async () => {
    await dropDatabase(database.name);
    await rm(directory, { recursive: true, force: true });
  });

  const migrate = () => migrateDatabase(database.url, { logger, directory });

  async function addMigration(name: string, sql: string): Promise<void> {
    await mkdir(join(directory, name));
    await writeFile(join(directory, name, 'migration.sql'), sql);
  }

  async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const applied = async () => {
    const rows = await query<{ name: string }>(
      'select migration_name as name from "_prisma_migrations" where finished_at is not null order by 1',
    );
    return rows.map((row) => row.name);
  };

  const committedNames = async () => {
    const list = await readMigrations(COMMITTED);
    return list.migrationDirectories.map((entry) => entry.path);
  };

  it('applies all to an empty database, and nothing the second time', async () => {
    expect(await migrate()).toEqual(await committedNames());
    expect(await migrate()).toEqual([]);
  });

  it('lets replicas that start together migrate once', async () => {
    const results = await Promise.all([migrate(), migrate(), migrate()]);

    expect(results.flat()).toEqual(await committedNames());
    expect(await applied()).toEqual(await committedNames());
  });

  it('keeps nothing of a migration that fails, nor a trace that stops the repaired one', async () => {
    await migrate();
    await addMigration(
      '29990101000000_broken',
      'create table "Half" (id int); insert into "Nowhere" values (1);',
    );

    const failure = await migrate().catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(MigrationError);
    expect(String(failure)).toContain('29990101000000_broken failed: relation "Nowhere" does not exist');
    expect(await query(`select 1 from pg_tables where tablename = 'Half'`)).toEqual([]);
    expect(await applied()).toEqual(await committedNames());

    await writeFile(
      join(directory, '29990101000000_broken', 'migration.sql'),
      'create table "Half" (id int);',
    );
    expect(await migrate()).toEqual(['29990101000000_broken']);
  });

  it('keeps none of those before one that fails either, so that the version before can go on', async () => {
    await migrate();
    await addMigration('29990101000000_good', 'create table "Good" (id int);');
    await addMigration('29990102000000_broken', 'nonsense');

    await expect(migrate()).rejects.toThrow('29990102000000_broken failed: syntax error');
    expect(await applied()).toEqual(await committedNames());
    expect(await query(`select 1 from pg_tables where tablename = 'Good'`)).toEqual([]);
  });

  it('tells before it changes a database that was used, and changes nothing when that is refused', async () => {
    const told: string[][] = [];
    const beforeUpgrade = async (pending: readonly string[]) => {
      told.push([...pending]);
      if (told.length === 1) throw new MigrationError('no backup');
    };
    const upgrade = () => migrateDatabase(database.url, { logger, directory, beforeUpgrade });
    await upgrade();
    expect(told).toEqual([]);
    await addMigration('29990101000000_good', 'create table "Good" (id int);');

    await expect(upgrade()).rejects.toThrow('no backup');
    expect(await applied()).toEqual(await committedNames());
    await upgrade();
    expect(told).toEqual([['29990101000000_good'], ['29990101000000_good']]);
    await upgrade();
    expect(told).toHaveLength(2);
  });

  it('runs scripts with semicolons inside functions and quotes', async () => {
    await addMigration(
      '29990101000000_function',
      `create function say() returns text language plpgsql as $$ begin perform 1; return 'a;b'; end $$;`,
    );
    await migrate();

    expect(await query('select say()')).toEqual([{ say: 'a;b' }]);
  });

  it('refuses a database that a newer version made, and leaves it alone', async () => {
    await addMigration('29990101000000_newer', 'create table "Newer" (id int);');
    await migrate();
    await rm(join(directory, '29990101000000_newer'), { recursive: true });

    await expect(migrate()).rejects.toThrow(
      'The database is newer than this Drover: it has 29990101000000_newer, which this version does not know.',
    );
    expect(await query(`select 1 as there from pg_tables where tablename = 'Newer'`)).toEqual([{ there: 1 }]);
  });

  it('refuses when a migration was changed after it had been applied', async () => {
    await addMigration('29990101000000_edited', 'create table "Edited" (id int);');
    await migrate();
    await writeFile(
      join(directory, '29990101000000_edited', 'migration.sql'),
      'create table "Other" (id int);',
    );

    await expect(migrate()).rejects.toThrow('29990101000000_edited is not what was applied');
  });
});
