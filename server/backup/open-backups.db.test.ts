import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SERVER } from '../db/history.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { systemClock } from '../lib/clock.ts';
import { type Env, parseEnv } from '../lib/env.ts';
import { keepSchedule } from './keep-schedule.ts';
import { withBackupLock } from './lock.ts';
import { openBackups } from './open-backups.ts';
import type { Room } from './room.ts';
import { writeBackupState } from './stored-state.ts';
import { fill } from './testing/fill.ts';

const HOUR_MS = 3_600_000;
const ANN = { kind: 'user', id: 'usr_a', name: 'ann' } as const;

describe('backups of a server', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let dataDir: string;
  let directory: string;
  let now: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    await fill(database, 20);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'drover-backup-'));
    directory = join(dataDir, 'backups');
    now = Date.UTC(2026, 10, 21, 12);
    await database.pool.query(
      `delete from "Setting" where key like 'backup.%'; delete from "Event" where kind like 'backup.%'`,
    );
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  function room(
    variables: Record<string, string> = { DROVER_BACKUP_PASSPHRASE: 'correct horse battery' },
  ): Room {
    const env: Env = parseEnv({ DROVER_DATA_DIR: dataDir, ...variables });
    const clock = { ...systemClock, now: () => now };
    return { database, clock, env, logger: pino({ level: 'silent' }) };
  }

  const events = async () => {
    const { rows } = await database.pool.query(
      `select kind, "actorName", "environmentId" from "Event" where kind like 'backup.%' order by id`,
    );
    return rows.map((row) => `${row.kind} by ${row.actorName} in ${row.environmentId}`);
  };

  const configure = (everyHours: number, keep: number) =>
    database.pool.query(
      `insert into "Setting" (key, value, "updatedAt") values ('backup.settings', $1, now())`,
      [JSON.stringify({ everyHours, keep })],
    );

  it('Made_ItIsListed_Checked_Downloaded_AndRemoved', async () => {
    const backups = openBackups(room());
    const made = await backups.create(ANN);
    expect(made).toMatchObject({ kind: 'manual', createdAt: new Date(now).toISOString(), verifiedAt: null });
    expect(await events()).toEqual(['backup.made by ann in null']);

    expect(await backups.check(made.name)).toMatchObject({ ok: true, problem: null });
    const { backups: listed, running, lastFailure } = await backups.overview();
    expect(listed).toEqual([{ ...made, verifiedAt: new Date(now).toISOString() }]);
    expect({ running, lastFailure }).toEqual({ running: false, lastFailure: null });

    const { sizeBytes, bytes } = await backups.read(made.name);
    const downloaded = await buffer(bytes);
    expect(downloaded.length).toBe(sizeBytes);
    expect(downloaded.equals(await readFile(join(directory, made.name)))).toBe(true);

    await backups.remove(made.name);
    expect(await readdir(directory)).toEqual([]);
  });

  it('Damaged_TheCheckSaysSo_AndTheListRemembers', async () => {
    const backups = openBackups(room());
    const { name } = await backups.create(ANN);
    const bytes = await readFile(join(directory, name));
    await writeFile(join(directory, name), bytes.subarray(0, bytes.length - 100));

    expect(await backups.check(name)).toMatchObject({ ok: false, problem: 'It was cut off or altered.' });
    const [listed] = (await backups.overview()).backups;
    expect(listed).toMatchObject({ verifiedAt: null, problem: 'It was cut off or altered.' });
  });

  it('Checked_NoScratchDatabaseStays_NotEvenOneOfACheckThatWasKilled', async () => {
    const { rows } = await database.pool.query(
      'select oid::text from pg_database where datname = current_database()',
    );
    const leftOver = `drover_scratch_${rows[0].oid}_dead`;
    await database.pool.query(`create database "${leftOver}"`);
    const backups = openBackups(room());
    await backups.check((await backups.create(ANN)).name);

    const left = await database.pool.query('select 1 from pg_database where starts_with(datname, $1)', [
      `drover_scratch_${rows[0].oid}_`,
    ]);
    expect(left.rowCount).toBe(0);
  });

  it('UserMayMakeNoDatabase_ACheckUsesAPostgresOfItsOwn', async () => {
    const { name } = await openBackups(room()).create(ANN);
    const role = `drover_guest_${process.pid}`;
    await database.pool.query(`create role "${role}"`);
    try {
      const url = new URL(database.url);
      url.searchParams.set('options', `-c role=${role}`);
      const guest = room();
      const backups = openBackups({ ...guest, database: { ...database, url: url.href } });
      expect(await backups.check(name)).toMatchObject({ ok: true, problem: null });
      expect(await readdir(dataDir)).toEqual(['backups']);
    } finally {
      await database.pool.query(`drop role "${role}"`);
    }
  });

  it('TwoAtOnce_TheSecondIsRefused', async () => {
    const backups = openBackups(room());
    await withBackupLock(database.url, async () => {
      expect((await backups.overview()).running).toBe(true);
      await expect(backups.create(ANN)).rejects.toMatchObject({ code: 'not-allowed-in-state' });
    });
    expect((await backups.overview()).running).toBe(false);
  });

  it('DirectoryCannotBeWritten_TheFailureIsTold', async () => {
    await writeFile(directory, 'a file where the directory should be');
    const backups = openBackups(room());
    await expect(backups.create(ANN)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await events()).toEqual(['backup.failed by ann in null']);
    await rm(directory);
    expect((await backups.overview()).lastFailure?.at).toBe(new Date(now).toISOString());
    await backups.create(ANN);
    expect((await backups.overview()).lastFailure).toBeNull();
  });

  it.each([
    ['absent', null, 'ENOENT'],
    ['too short', 'short\n', 'at least 12 characters'],
  ])('PassphraseFile_%s_SaysSo', async (_, content, words) => {
    const path = join(dataDir, 'passphrase');
    if (content !== null) await writeFile(path, content);
    const overview = await openBackups(room({ DROVER_BACKUP_PASSPHRASE_FILE: path })).overview();
    expect(overview.ready).toBe(false);
    expect(overview.howTo).toContain(words);
    expect(overview.howTo).toContain(path);
  });

  it('Due_OneIsMade_Checked_AndTheNextIsADayLater', async () => {
    await keepSchedule(room());
    const overview = await openBackups(room()).overview();
    expect(overview.backups).toMatchObject([{ kind: 'scheduled', problem: null }]);
    expect(overview.backups[0]?.verifiedAt).not.toBeNull();
    expect(overview.nextAt).toBe(new Date(now + 24 * HOUR_MS).toISOString());
    expect(await events()).toEqual([`backup.made by ${SERVER.name} in null`]);

    now += 23 * HOUR_MS;
    await keepSchedule(room());
    expect((await openBackups(room()).overview()).backups).toHaveLength(1);
  });

  it('TwoServersLookAtOnce_OneIsMade', async () => {
    await Promise.all([keepSchedule(room()), keepSchedule(room())]);
    expect((await openBackups(room()).overview()).backups).toHaveLength(1);
  });

  it('MoreThanKept_TheOldestGo_OnceTheNewOneIsWhole', async () => {
    await configure(1, 2);
    for (let n = 0; n < 4; n += 1) {
      await keepSchedule(room());
      now += HOUR_MS;
    }
    const made = (await openBackups(room()).overview()).backups.map(({ createdAt }) =>
      createdAt.slice(11, 13),
    );
    expect(made).toEqual(['15', '14']);
    expect((await readdir(directory)).length).toBe(4);
  });

  it('NeverOrNotReady_NothingIsMade', async () => {
    await keepSchedule(room({}));
    await configure(0, 7);
    await keepSchedule(room());
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('KilledInTheMiddle_ItsHalfFileIsRemovedByALaterOne', async () => {
    await mkdir(directory);
    const half = join(directory, 'drover-20261119T000000Z.backup.partial-0123456789ab');
    await writeFile(half, 'half');
    const twoDaysAgo = new Date(systemClock.now() - 48 * HOUR_MS);
    await utimes(half, twoDaysAgo, twoDaysAgo);
    const backups = openBackups(room());
    expect((await backups.overview()).backups).toEqual([]);
    const { name } = await backups.create(ANN);
    expect(await readdir(directory)).toEqual([name]);
  });

  it('FailureWasWrittenDown_TheNextSuccessTakesItAway', async () => {
    await writeBackupState(database, {
      lastFailure: { at: new Date(now - 2 * HOUR_MS).toISOString(), message: 'x' },
    });
    await keepSchedule(room());
    expect((await openBackups(room()).overview()).lastFailure).toBeNull();
  });
});
