import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const logger = pino({ level: 'silent' });
const RECOVERY = { timeoutMs: 15_000, intervalMs: 50 };

describe('startEmbeddedPostgres', () => {
  let home: string;
  const running = new Set<EmbeddedPostgres>();

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'drover-embedded-'));
    await chmod(home, 0o755);
  });
  afterEach(async () => {
    for (const postgres of running) await postgres.stop();
    running.clear();
    await rm(home, { recursive: true, force: true });
  });

  async function start(directory = join(home, 'postgres')): Promise<EmbeddedPostgres> {
    const fallbackRoot = join(home, 'fallback');
    const postgres = await startEmbeddedPostgres({ directory, fallbackRoot, logger, sync: false });
    running.add(postgres);
    return postgres;
  }

  async function stop(postgres: EmbeddedPostgres): Promise<void> {
    running.delete(postgres);
    await postgres.stop();
  }

  const lockFile = () => join(home, 'postgres', 'cluster', 'postmaster.pid');
  const postmasterPid = async () => Number.parseInt(await readFile(lockFile(), 'utf8'), 10);

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** The answer once there is one; undefined when there is none in time. */
  const eventually = (url: string, sql: string) =>
    waitUntil(() => query(url, sql).catch(() => undefined), RECOVERY);

  it('keeps what was committed over a stop and a start', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 1 as n');
    await stop(first);
    const second = await start();

    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('listens on nothing but a socket in a private directory', async () => {
    const { url } = await start();

    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await query(url, `select distinct auth_method, type from pg_hba_file_rules`)).toEqual([
      { auth_method: 'peer', type: 'local' },
    ]);
  });

  it('brings PostgreSQL back with all that was committed when it is killed', async () => {
    const { url } = await start();
    await query(url, 'create table kept as select 1 as n');

    process.kill(await postmasterPid(), 'SIGKILL');

    expect(await eventually(url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('starts although the lock file names another process, as after a reboot', async () => {
    const first = await start();
    await stop(first);
    await writeFile(lockFile(), `${process.pid}\n${join(home, 'postgres', 'cluster')}\n0\n5432\n\n\n0 0\n`);

    const second = await start();
    expect(await query(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('refuses a second server on the same files and leaves the first one its database', async () => {
    const first = await start();
    const pid = await postmasterPid();

    await expect(start()).rejects.toThrow(`Another Drover server (process ${process.pid}) uses the database`);
    expect(await query(first.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(await postmasterPid()).toBe(pid);
  });

  it('refuses files of another major version', async () => {
    const first = await start();
    await stop(first);
    await writeFile(join(home, 'postgres', 'cluster', 'PG_VERSION'), '15\n');

    await expect(start()).rejects.toThrow('holds data of PostgreSQL 15');
    await writeFile(join(home, 'postgres', 'cluster', 'PG_VERSION'), '18\n');
  });

  it.runIf(process.getuid?.() === 0)(
    'keeps the files elsewhere when its user may not pass a directory on the way, and finds them again',
    async () => {
      const closed = join(home, 'closed');
      await mkdir(closed, { mode: 0o700 });
      const directory = join(closed, 'postgres');

      const first = await start(directory);
      await query(first.url, 'create table kept as select 1 as n');
      await stop(first);
      const second = await start(directory);

      expect((await lstat(directory)).isSymbolicLink()).toBe(true);
      expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
    },
  );

  it.runIf(process.getuid?.() === 0)('takes away what temporary directories left elsewhere', async () => {
    const homes = () => readdir(join(home, 'fallback', 'clusters'));
    const closed = join(home, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await stop(await start(join(closed, 'first')));
    expect(await homes()).toHaveLength(2);

    await rm(join(closed, 'first'));
    await stop(await start(join(closed, 'second')));
    expect(await homes()).toHaveLength(2);
  });
});
