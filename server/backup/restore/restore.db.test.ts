import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeCluster } from '../../db/embedded/elsewhere.ts';
import { startEmbeddedPostgres } from '../../db/embedded/embedded-postgres.ts';
import { isClusterRunning } from '../../db/embedded/remove-leftovers.ts';
import { createDatabase, createTestDatabase, dropDatabase, type TestDatabase } from '../../db/testing.ts';
import { parseEnv } from '../../lib/env.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { runDrill } from '../drill/run-drill.ts';
import { makeBackup } from '../make-backup.ts';
import { fill } from '../testing/fill.ts';
import { restoreEmbedded } from './restore-embedded.ts';
import { restoreExternal } from './restore-external.ts';
import { finishSwap, swapClusters } from './swap.ts';

const PASSPHRASE = 'correct horse battery';
const AT = new Date('2026-11-21T14:30:00.000Z');
const logger = pino({ level: 'silent' });

async function query(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('restore', { timeout: 90_000 }, () => {
  let source: TestDatabase;
  let home: string;
  let path: string;

  beforeAll(async () => {
    source = await createTestDatabase();
    await fill(source, 30);
    home = await mkdtemp(join(tmpdir(), 'drover-restore-'));
    const order = {
      url: source.url,
      directory: home,
      passphrase: PASSPHRASE,
      kind: 'manual',
      at: AT,
    } as const;
    path = join(home, await makeBackup({ ...order, workFactor: 10 }));
  });
  afterAll(async () => {
    await source.close();
    await rm(home, { recursive: true, force: true });
  });

  const order = (more: object = {}) => ({
    ...{ path, passphrase: PASSPHRASE, replace: false, at: AT, logger },
    ...more,
  });

  async function damaged(): Promise<string> {
    const other = join(home, 'damaged.backup');
    await writeFile(other, 'drover-backup 1\n{}\n');
    return other;
  }

  describe('into a PostgreSQL elsewhere', () => {
    let target: { name: string; url: string };
    const others = async () =>
      (
        await query(
          source.url,
          `select datname from pg_database where starts_with(datname, '${target.name}-')`,
        )
      ).map(({ datname }) => String(datname).slice(target.name.length));

    beforeEach(async () => {
      target = await createDatabase({ migrated: true });
    });
    afterEach(async () => {
      for (const suffix of await others()) await dropDatabase(target.name + suffix);
      await dropDatabase(target.name);
    });

    it('Empty_Filled_AndNobodyIsSignedInAnyMore', async () => {
      await restoreExternal({ ...order(), url: target.url });
      const [found] = await query(
        target.url,
        `select (select count(*)::int from "User") as users, (select count(*)::int from "Session") as sessions`,
      );
      expect(found).toEqual({ users: 1, sessions: 0 });
    });

    it('Restored_EveryEnvironmentIsTold', async () => {
      await restoreExternal({ ...order(), url: target.url });
      const rows = await query(
        target.url,
        `select "environmentId", params->>'name' as name from "Event" where kind = 'backup.restored' order by 1`,
      );
      const name = 'drover-20261121T143000Z.backup';
      expect(rows).toEqual([
        { environmentId: 'env_a', name },
        { environmentId: null, name },
      ]);
    });

    it('NotEmpty_Refused_UnlessItMayBePutAside_AndThenItIsKept', async () => {
      await query(target.url, `insert into "Setting" (key, value, "updatedAt") values ('mine', '1', now())`);
      await expect(restoreExternal({ ...order(), url: target.url })).rejects.toMatchObject({
        code: 'not-empty',
      });
      expect(await query(target.url, 'select key from "Setting"')).toEqual([{ key: 'mine' }]);

      const { before } = await restoreExternal({ ...order({ replace: true }), url: target.url });
      expect(await others()).toEqual(['-before-restore-20261121T143000Z']);
      expect(await query(target.url, 'select id from "Environment"')).toEqual([{ id: 'env_a' }]);
      const kept = new URL(target.url);
      kept.pathname = `/${before}`;
      expect(await query(kept.href, 'select key from "Setting"')).toEqual([{ key: 'mine' }]);
    });

    it('ServerWorksWithIt_Refused', async () => {
      const server = new pg.Client({ connectionString: target.url, application_name: 'drover' });
      await server.connect();
      try {
        const restoring = restoreExternal({ ...order({ replace: true }), url: target.url });
        await expect(restoring).rejects.toMatchObject({ code: 'busy' });
      } finally {
        await server.end();
      }
    });

    it('Damaged_WhatIsThereStays_AndNothingBesideIt', async () => {
      await query(target.url, `insert into "Setting" (key, value, "updatedAt") values ('mine', '1', now())`);
      const broken = order({ replace: true, path: await damaged() });
      await expect(restoreExternal({ ...broken, url: target.url })).rejects.toMatchObject({
        code: 'damaged',
      });
      expect(await others()).toEqual([]);
      expect(await query(target.url, 'select key from "Setting"')).toEqual([{ key: 'mine' }]);
    });
  });

  describe('into a data directory', () => {
    let dataDir: string;
    beforeEach(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'drover-restore-'));
    });
    afterEach(async () => {
      for (const name of await readdir(dataDir)) await removeCluster(join(dataDir, name));
      await rm(dataDir, { recursive: true, force: true });
    });

    const start = () => startEmbeddedPostgres({ directory: join(dataDir, 'postgres'), logger });
    const entries = async () => (await readdir(dataDir)).sort();

    it('WhileItIsUnderWay_TheOldOneIsHeld', async () => {
      await (await start()).stop();
      const restoring = restoreEmbedded({ ...order({ replace: true }), dataDir });
      const hasBegun = async () =>
        (await entries()).some((name) => name.startsWith('postgres-restoring-')) || undefined;
      expect(await waitUntil(hasBegun, { timeoutMs: 30_000, intervalMs: 5 })).toBe(true);
      // Running and owned, which keeps any server off it.
      expect(await isClusterRunning(join(dataDir, 'postgres'))).toBe(true);
      await restoring;
      expect(await entries()).toEqual(['postgres', 'postgres-before-restore-20261121T143000Z']);
    });

    it('Nothing_AServerStartsOnIt_AndASecondTimeTheFirstIsKept', async () => {
      expect((await restoreEmbedded({ ...order(), dataDir })).before).toBeNull();
      expect(await entries()).toEqual(['postgres']);
      const first = await start();
      expect(await query(first.url, 'select id from "Environment"')).toEqual([{ id: 'env_a' }]);
      // The server that runs holds it.
      await expect(restoreEmbedded({ ...order({ replace: true }), dataDir })).rejects.toThrow();
      await query(first.url, `insert into "Setting" (key, value, "updatedAt") values ('mine', '1', now())`);
      await first.stop();

      await expect(restoreEmbedded({ ...order(), dataDir })).rejects.toMatchObject({ code: 'not-empty' });
      const broken = order({ replace: true, path: await damaged() });
      await expect(restoreEmbedded({ ...broken, dataDir })).rejects.toMatchObject({ code: 'damaged' });
      expect(await entries()).toEqual(['postgres']);

      await restoreEmbedded({ ...order({ replace: true }), dataDir });
      expect(await entries()).toEqual(['postgres', 'postgres-before-restore-20261121T143000Z']);
      const second = await start();
      expect(await query(second.url, `select 1 from "Setting" where key = 'mine'`)).toEqual([]);
      await second.stop();
    });
  });

  it('drill passes a good backup and tells each step', async () => {
    const steps: string[] = [];
    const plans = await runDrill({
      path,
      passphrase: PASSPHRASE,
      env: parseEnv({}),
      logger,
      monotonic: () => performance.now(),
      done: (step) => steps.push(step),
    });
    expect(steps).toHaveLength(4);
    expect(plans).toMatchObject({ environmentCount: 1, actionCounts: {} });
  });
});

describe('swap', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'drover-swap-'));
    await mkdir(join(dataDir, 'postgres'));
    await mkdir(join(dataDir, 'new'));
    await writeFile(join(dataDir, 'new', 'mark'), '');
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const names = { restored: 'new', current: 'postgres', before: 'old' };

  it('KilledBetweenTheTwoRenames_TheNextStartFinishesIt', async () => {
    await swapClusters(dataDir, names);
    expect((await readdir(dataDir)).sort()).toEqual(['old', 'postgres']);
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['mark']);

    await rename(join(dataDir, 'postgres'), join(dataDir, 'new'));
    const moves = [
      { from: 'postgres', to: 'old' },
      { from: 'new', to: 'postgres' },
    ];
    await writeFile(join(dataDir, 'restore-under-way.json'), JSON.stringify(moves));
    await finishSwap(dataDir);
    expect((await readdir(dataDir)).sort()).toEqual(['old', 'postgres']);
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['mark']);
  });

  it.each([
    ['PlaceTakenMeanwhile', { ...names, before: null }],
    ['NameOfWhatIsKeptTaken', { ...names, before: 'kept' }],
  ])('%s_NotSwapped_AndItSaysSo', async (_, order) => {
    await mkdir(join(dataDir, 'kept'));
    await expect(swapClusters(dataDir, order)).rejects.toMatchObject({ code: 'busy' });
    expect((await readdir(dataDir)).sort()).toEqual(['kept', 'new', 'postgres']);
    expect(await readdir(join(dataDir, 'new'))).toEqual(['mark']);
  });

  it('ServerStartedMeanwhile_NothingIsMovedUnderIt', async () => {
    const server = await startEmbeddedPostgres({ directory: join(dataDir, 'live'), logger, sync: false });
    try {
      const order = { restored: 'new', current: 'live', before: 'old' };
      await expect(swapClusters(dataDir, order)).rejects.toMatchObject({ code: 'busy' });
      expect((await readdir(dataDir)).sort()).toEqual(['live', 'new', 'postgres']);
    } finally {
      await server.stop();
      await removeCluster(join(dataDir, 'live'));
    }
  });

  it('NoneUnderWay_NothingIsDone', async () => {
    await finishSwap(dataDir);
    expect((await readdir(dataDir)).sort()).toEqual(['new', 'postgres']);
  });
});
