import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiHandler } from '../api/http.ts';
import { PASSWORD } from '../api/testing/test-api.ts';
import { createDroverClient, type DroverClient } from '../client/index.ts';
import { openDatabase } from '../db/client.ts';
import { knownMigrations, MigrationError, migrateDatabase } from '../db/migrate.ts';
import { createDatabase, dropDatabase } from '../db/testing.ts';
import { createBus } from '../events/postgres-bus.ts';
import { systemClock } from '../lib/clock.ts';
import { parseEnv } from '../lib/env.ts';
import { backUpBeforeUpgrade } from './before-upgrade.ts';
import { readAppliedMigrations, readTables } from './copy/catalog.ts';
import { withConnection } from './copy/connection.ts';
import { tallyTables } from './copy/copy-out.ts';
import { planEnvironments } from './drill/plan-environments.ts';
import { inspectBackup } from './file/inspect-backup.ts';
import { openBackups } from './open-backups.ts';
import { type FirstRelease, loadFirstRelease } from './testing/first-release.ts';

const COMMITTED = join(import.meta.dirname, '../../prisma/migrations');
const TIMING = { heartbeatMs: 5_000, disconnectAfterMs: 60_000 };
const logger = pino({ level: 'silent' });

/** Rows and shape of everything: columns, defaults, indexes, constraints, enumerations, applied migrations. */
function stateOf(url: string): Promise<unknown> {
  return withConnection(url, 30_000, async (client) => {
    const shape = await client.query(
      `select 'column', table_name, column_name, data_type, column_default, is_nullable
         from information_schema.columns where table_schema = 'public'
       union all select 'index', tablename, indexname, indexdef, null, null from pg_indexes where schemaname = 'public'
       union all select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), null, null
         from pg_constraint where connamespace = 'public'::regnamespace
       union all select 'enum', enumtypid::regtype::text, enumlabel, enumsortorder::text, null, null from pg_enum
       order by 1, 2, 3, 4`,
    );
    const migrations = await readAppliedMigrations(client);
    return { shape: shape.rows, migrations, rows: await tallyTables(client, await readTables(client)) };
  });
}

describe("upgrade of the first release's database", { timeout: 60_000 }, () => {
  let database: { name: string; url: string };
  let release: FirstRelease;
  let home: string;

  beforeEach(async () => {
    database = await createDatabase({ migrated: false });
    release = await loadFirstRelease(database.url, logger);
    home = await mkdtemp(join(tmpdir(), 'drover-upgrade-'));
  });
  afterEach(async () => {
    await dropDatabase(database.name);
    await rm(home, { recursive: true, force: true });
  });

  const migrate = (directory = COMMITTED) => migrateDatabase(database.url, { logger, directory });

  /** When its hosts were last heard of. */
  const thenMs = () =>
    Math.max(...(release.tables.Host ?? []).map((host) => Date.parse(String(host.lastSeenAt))));

  async function withApi(work: (admin: DroverClient) => Promise<void>): Promise<void> {
    const opened = openDatabase(database.url, () => undefined);
    const bus = await createBus(database.url, logger);
    const env = parseEnv({ DROVER_DATA_DIR: home });
    const base = { database: opened, bus, clock: systemClock, logger, env };
    const server: Server = createServer(createApiHandler({ ...base, backups: openBackups(base) }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const signIn = { username: 'admin', password: PASSWORD, client: 'test' };
    try {
      const { token } = await createDroverClient({ url }).auth.signIn.mutate(signIn);
      await work(createDroverClient({ url, key: token ?? '' }));
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await bus.close();
      await opened.close();
    }
  }

  it('Migrated_EveryRowIsStillThere', async () => {
    const known = await knownMigrations();
    const applied = await migrate();
    expect(applied).toEqual(known.slice(known.indexOf(release.lastMigration) + 1));
    const tallies = await withConnection(database.url, 30_000, async (client) =>
      tallyTables(client, await readTables(client)),
    );
    const counts = new Map(tallies.map(({ name, rowCount }) => [name, rowCount]));
    for (const [name, rows] of Object.entries(release.tables))
      expect([name, counts.get(name)]).toEqual([name, rows.length]);
    expect(counts.get('Unit')).toBeGreaterThan(5);
  });

  it('Migrated_PeopleSeeAllOfIt', async () => {
    await migrate();
    await withApi(async (admin) => {
      const [environment] = await admin.environments.list.query();
      const environmentId = environment?.id ?? '';
      expect(await admin.users.list.query()).toHaveLength(2);
      expect(await admin.environments.list.query()).toHaveLength(2);
      expect((await admin.settings.get.query()).registrationUrl).toBe('https://drover.example.com');
      const [[host], [stack]] = await Promise.all([
        admin.hosts.list.query({ environmentId }),
        admin.stacks.list.query({ environmentId }),
      ]);
      const detail = await admin.stacks.get.query({ environmentId, stackId: stack?.id ?? '' });
      expect(detail.services.map(({ name, scale }) => [name, scale]).sort()).toEqual([
        ['db', 1],
        ['lb', 1],
        ['web', 5],
      ]);
      await admin.hosts.get.query({ environmentId, hostId: host?.id ?? '' });
      for (const { id: serviceId } of detail.services) {
        await admin.services.get.query({ environmentId, serviceId });
        expect(await admin.services.revisions.query({ environmentId, serviceId })).not.toEqual([]);
      }
      await admin.containers.list.query({ environmentId });
      await admin.members.list.query({ environmentId });
      expect((await admin.events.list.query({ environmentId })).events.length).toBeGreaterThan(20);
    });
  });

  it('Migrated_ThePlannerHasNothingToTakeAway', async () => {
    await migrate();
    const plans = await planEnvironments(database.url, thenMs(), TIMING);
    expect(plans).toMatchObject({ environmentCount: 2, revisionCount: 4, unitCount: 8 });
    const taking = Object.keys(plans.actionCounts).filter((cause) => /^(change|forget|place)/.test(cause));
    expect(taking).toEqual([]);
  });

  it('MigrationFails_EverythingIsAsItWas_AndTheReleaseBeforeStartsOnIt', async () => {
    const before = await stateOf(database.url);
    const broken = join(home, 'migrations');
    await cp(COMMITTED, broken, { recursive: true });
    await mkdir(join(broken, '29990101000000_broken'));
    await writeFile(
      join(broken, '29990101000000_broken', 'migration.sql'),
      `alter table "Unit" add column "extra" text; update "Event" set kind = 'gone'; delete from "Job";
       drop table "Audit"; insert into "Nowhere" values (1);`,
    );
    const failure = await migrate(broken).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(MigrationError);
    expect(String(failure)).toContain('29990101000000_broken failed: relation "Nowhere" does not exist');
    expect(String(failure)).toContain('can be started on it again');
    expect(await stateOf(database.url)).toEqual(before);

    const old = join(home, 'old');
    await cp(COMMITTED, old, { recursive: true });
    for (const name of await readdir(old)) {
      if (name > release.lastMigration && name !== 'migration_lock.toml')
        await rm(join(old, name), { recursive: true });
    }
    expect(await migrate(old)).toEqual([]);
    expect((await migrate()).length).toBeGreaterThan(0);
  });

  it('PassphraseGiven_ABackupIsMadeBefore_OfTheStateBefore', async () => {
    const env = parseEnv({ DROVER_DATA_DIR: home, DROVER_BACKUP_PASSPHRASE: 'correct horse battery' });
    const beforeUpgrade = (pending: readonly string[]) =>
      backUpBeforeUpgrade(database.url, pending, { env, clock: systemClock, logger });
    await migrateDatabase(database.url, { logger, beforeUpgrade });

    const [name = ''] = await readdir(env.backup.directory);
    expect(name).toMatch(/-before-upgrade\.backup$/);
    const { manifest } = await inspectBackup(join(env.backup.directory, name), 'correct horse battery');
    expect(manifest.migrations.at(-1)).toBe(release.lastMigration);
  });

  it('BackupBeforeFails_NothingIsMigrated', async () => {
    const before = await stateOf(database.url);
    await writeFile(join(home, 'backups'), 'a file where the directory should be');
    const env = parseEnv({ DROVER_DATA_DIR: home, DROVER_BACKUP_PASSPHRASE: 'correct horse battery' });
    const beforeUpgrade = (pending: readonly string[]) =>
      backUpBeforeUpgrade(database.url, pending, { env, clock: systemClock, logger });
    await expect(migrateDatabase(database.url, { logger, beforeUpgrade })).rejects.toThrow(
      'was not migrated',
    );
    expect(await stateOf(database.url)).toEqual(before);
  });
});
