import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../lib/clock.ts';
import { EmbeddedPostgresError, ownAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { ifPresent } from './if-present.ts';
import type { Location } from './location.ts';

const MAJOR_VERSION = '18';
const INITDB_TIMEOUT_MS = 120_000;
const PARTIAL = 'cluster.new-';
const PARTIAL_OLD_MS = 60 * 60 * 1000;

export const SUPERUSER = 'drover';

/**
 * Only the socket in the private directory is listened on, and the kernel says who is at its other end, so there is no
 * password to keep. One machine's worth of memory: the server and containers live beside it.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '64MB',
  synchronous_commit: 'on',
  max_wal_size: '512MB',
  max_wal_senders: '0',
  wal_level: 'minimal',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  // The queue table turns over all the time; its dead rows must not pile up for a minute.
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  logging_collector: 'on',
  log_directory: 'log',
  // One file a day, seven in all: the log never fills the disk.
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
};

/** Nothing of the server's own environment, which may hold secrets. NODE_ENV is there because Next's types want it. */
export const PROCESS_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  NODE_ENV: 'production',
};

export type PostgresSettings = Readonly<Record<string, string>>;

export function postgresArguments(location: Location, extra: PostgresSettings): string[] {
  const settings = { ...SETTINGS, unix_socket_directories: location.socketDirectory, ...extra };
  return [
    '-D',
    location.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function clusterVersion(location: Location): Promise<string | null> {
  try {
    return (await readFile(join(location.cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function runInitdb(
  binaries: Binaries,
  { account }: Location,
  target: string,
  sync: boolean,
): Promise<void> {
  const args = [
    ...['-D', target, '-U', SUPERUSER, '-A', 'peer', '-E', 'UTF8'],
    // Built into PostgreSQL: order and case of names stay the same whatever C library runs it.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(sync ? [] : ['--no-sync']),
  ];
  const child = spawn(binaries.initdb, args, {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    env: PROCESS_ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: INITDB_TIMEOUT_MS,
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, said] = await Promise.all([exited, text(child.stderr), text(child.stdout)]);
  if (code !== 0) throw new EmbeddedPostgresError(`PostgreSQL could not make its files: ${said.trim()}`);
}

/** What a start that was killed in the middle left; what another start is just making is younger. */
async function removeOldPartials(location: Location): Promise<void> {
  const home = dirname(location.cluster);
  for (const name of await readdir(home)) {
    if (!name.startsWith(PARTIAL)) continue;
    const found = await ifPresent(stat(join(home, name)));
    if (found && systemClock.now() - found.mtimeMs > PARTIAL_OLD_MS) {
      await rm(join(home, name), { recursive: true, force: true });
    }
  }
}

/** Made beside its place and renamed: a stop in the middle leaves no half cluster, and of two starts one is first. */
async function initialise(binaries: Binaries, location: Location, sync: boolean): Promise<void> {
  await removeOldPartials(location);
  const partial = join(dirname(location.cluster), `${PARTIAL}${randomBytes(6).toString('hex')}`);
  try {
    await runInitdb(binaries, location, partial, sync);
    await rename(partial, location.cluster);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if ((await clusterVersion(location)) === null) throw error;
  }
}

/** Written at every start: the user the server runs as may have changed. */
async function writeAccess(location: Location): Promise<void> {
  const users = new Set([ownAccount().name, location.account.name]);
  const files = {
    'pg_hba.conf': 'local all all peer map=drover\n',
    'pg_ident.conf': [...users].map((user) => `drover "${user}" ${SUPERUSER}\n`).join(''),
  };
  for (const [name, content] of Object.entries(files)) {
    // A new file renamed into place: the directory is not root's, so nothing in it is written through by name.
    const path = join(location.cluster, name);
    const partial = `${path}.${randomBytes(6).toString('hex')}`;
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.chown(location.account.uid, location.account.gid);
    } finally {
      await file.close();
    }
    await rename(partial, path);
  }
}

export async function prepareCluster(binaries: Binaries, location: Location, sync: boolean): Promise<void> {
  const version = await clusterVersion(location);
  if (version === null) await initialise(binaries, location, sync);
  else if (version !== MAJOR_VERSION)
    throw new EmbeddedPostgresError(
      `${location.cluster} holds data of PostgreSQL ${version}; this Drover brings PostgreSQL ${MAJOR_VERSION}.`,
    );
  await writeAccess(location);
}
