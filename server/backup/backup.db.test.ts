import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, createTestDatabase, dropDatabase, type TestDatabase } from '../db/testing.ts';
import { readTables } from './copy/catalog.ts';
import { withConnection } from './copy/connection.ts';
import { tallyTables } from './copy/copy-out.ts';
import { inspectBackup } from './file/inspect-backup.ts';
import { WRITE_LIMITS } from './file/write-backup.ts';
import { makeBackup } from './make-backup.ts';
import { restoreInto } from './restore-into.ts';
import { fill } from './testing/fill.ts';

const PASSPHRASE = 'correct horse battery';
const logger = pino({ level: 'silent' });

const tallies = (url: string) =>
  withConnection(url, 30_000, async (client) => tallyTables(client, await readTables(client)));

describe('backup and restore', () => {
  let database: TestDatabase;
  let directory: string;
  let second = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    await fill(database);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'drover-backup-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function make(more: object = {}): Promise<string> {
    second += 1;
    const at = new Date(Date.UTC(2026, 10, 21, 14, 30, second));
    const order = { url: database.url, directory, passphrase: PASSPHRASE, kind: 'manual', at } as const;
    return join(directory, await makeBackup({ ...order, workFactor: 10, ...more }));
  }

  async function intoEmpty<T>(path: string, look: (url: string) => Promise<T>): Promise<T> {
    const empty = await createDatabase({ migrated: false });
    try {
      await restoreInto({ path, passphrase: PASSPHRASE, url: empty.url, logger });
      return await look(empty.url);
    } finally {
      await dropDatabase(empty.name);
    }
  }

  it('Restored_EveryRowIsAsItWas', async () => {
    const before = await tallies(database.url);
    expect(before.find(({ name }) => name === 'Event')?.rowCount).toBe(200);
    expect(await intoEmpty(await make(), tallies)).toEqual(before);
  });

  it('holds every table of the schema', async () => {
    const schema = join(import.meta.dirname, '../../prisma/schema');
    const files = await readdir(schema);
    const texts = await Promise.all(files.map((file) => readFile(join(schema, file), 'utf8')));
    const models = texts.flatMap((text) => [...text.matchAll(/^model (\w+) \{/gm)].map(([, name]) => name));
    const { manifest } = await inspectBackup(await make(), PASSPHRASE);

    expect(models.length).toBeGreaterThan(10);
    expect(manifest.tables.map(({ name }) => name).sort()).toEqual(models.sort());
  });

  it('Restored_NewRowsTakeNumbersThatNobodyHas', async () => {
    const [last, next] = await intoEmpty(await make(), async (url) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('select max(id)::int as id from "Event"');
      const insert = `insert into "Event" (kind, actor, "actorName") values ('x', 'x', 'x') returning id::int`;
      const { rows: added } = await client.query(insert);
      await client.end();
      return [rows[0].id, added[0].id];
    });
    expect(next).toBeGreaterThan(last);
  });

  it('nothing of it can be read without the passphrase', async () => {
    const text = (await readFile(await make())).toString('latin1');
    expect(text.startsWith('drover-backup 1\n')).toBe(true);
    expect(text).not.toContain('secret of the server');
    expect(text).not.toContain('usr_a');
  });

  it('WrongPassphrase_SaysSo', async () => {
    await expect(inspectBackup(await make(), 'another passphrase')).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
  });

  it.each([0.02, 0.3, 0.7, 0.95, 0.9999])('CutOffAt%f_Refused', async (share) => {
    const path = await make();
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, Math.floor(whole.length * share)));
    await expect(inspectBackup(path, PASSPHRASE)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('OneBitOther_Refused_WhereverItIs', async () => {
    const path = await make();
    const whole = await readFile(path);
    const step = Math.floor((whole.length - 200) / 12);
    for (let at = 200; at < whole.length; at += step) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] ?? 0) ^ 0x10;
      await writeFile(path, altered);
      await expect(inspectBackup(path, PASSPHRASE), `byte ${at}`).rejects.toThrow();
    }
  });

  it('SomethingPutBehind_Refused', async () => {
    const path = await make();
    await appendFile(path, 'more');
    await expect(inspectBackup(path, PASSPHRASE)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('DamagedFile_NothingOfItIsInTheDatabase', async () => {
    const path = await make();
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, whole.length - 20));
    const empty = await createDatabase({ migrated: false });
    try {
      const restoring = restoreInto({ path, passphrase: PASSPHRASE, url: empty.url, logger });
      await expect(restoring).rejects.toMatchObject({ code: 'damaged' });
      const found = await tallies(empty.url);
      expect(found.filter(({ rowCount }) => rowCount > 0)).toEqual([]);
    } finally {
      await dropDatabase(empty.name);
    }
  });

  it('ChangedWhileItIsMade_AllOfItIsOfOneInstant', async () => {
    let isMade = false;
    const changing = (async () => {
      for (let n = 0; !isMade; n += 1) {
        const client = await database.pool.connect();
        await client.query('begin');
        await client.query(`insert into "Setting" (key, value, "updatedAt") values ($1, '1', now())`, [
          `n${n}`,
        ]);
        await client.query(`insert into "Event" (kind, actor, "actorName") values ('pair', 'x', 'x')`);
        await client.query('commit');
        client.release();
      }
      return true;
    })();
    const path = await make();
    isMade = true;
    expect(await changing).toBe(true);
    const counted = await intoEmpty(path, async (url) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query(`select
        (select count(*)::int from "Setting" where key like 'n%') as settings,
        (select count(*)::int from "Event" where kind = 'pair') as events`);
      await client.end();
      return rows[0];
    });
    expect(counted.settings).toBe(counted.events);
    await database.pool.query(
      `delete from "Setting" where key like 'n%'; delete from "Event" where kind = 'pair'`,
    );
  });

  it.each([
    ['too large', { limits: { ...WRITE_LIMITS, bytesMax: 500 } }, 'too-large'],
    [
      'no room on the disk',
      { limits: { ...WRITE_LIMITS, freeBytesMin: Number.MAX_SAFE_INTEGER } },
      'disk-full',
    ],
    ['too slow', { deadlineMs: 1 }, 'too-slow'],
  ])('refuses when it is %s, and leaves no file', async (_, more, code) => {
    await expect(make(more)).rejects.toMatchObject({ code });
    expect(await readdir(directory)).toEqual([]);
  });

  it('MadeByALaterVersion_RefusedByName', async () => {
    await database.pool.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       values ('later', 'x', '29991231000000_later', now(), 1)`,
    );
    const path = await make();
    await database.pool.query(`delete from "_prisma_migrations" where id = 'later'`);
    await expect(intoEmpty(path, tallies)).rejects.toMatchObject({
      code: 'too-new',
      message: expect.stringContaining('29991231000000_later'),
    });
  });

  it('TableAddedByHand_RefusedWithTheReason', async () => {
    await database.pool.query('create table "Notes" (id int)');
    const path = await make();
    await database.pool.query('drop table "Notes"');
    await expect(intoEmpty(path, tallies)).rejects.toThrow('changed by hand');
  });
});
