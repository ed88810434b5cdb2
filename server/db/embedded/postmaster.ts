import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from '../../lib/logger.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { EmbeddedPostgresError } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type PostgresSettings, PROCESS_ENVIRONMENT, postgresArguments, SUPERUSER } from './cluster.ts';
import { ifPresent } from './if-present.ts';
import type { Location } from './location.ts';

/** Recovery after a crash replays at most `max_wal_size` of log; on a slow disk that takes minutes. */
const READY_TIMEOUT_MS = 300_000;
const READY_INTERVAL_MS = 20;
const CONNECT_TIMEOUT_MS = 5_000;
const FAST_STOP_TIMEOUT_MS = 6_000;
const IMMEDIATE_STOP_TIMEOUT_MS = 2_000;
/** Backends of a postmaster that was killed take a moment to notice; until then the files are not free. */
const START_ATTEMPTS_TIMEOUT_MS = 15_000;

export function connectionUrl(location: Location, database: string): string {
  const url = new URL(`postgresql://${SUPERUSER}@localhost/${encodeURIComponent(database)}`);
  url.searchParams.set('host', location.socketDirectory);
  return url.href;
}

type Answer = 'ready' | 'starting' | 'absent';

/** What the socket says, whoever started PostgreSQL. */
export async function ask(location: Location): Promise<Answer> {
  const client = new pg.Client({
    connectionString: connectionUrl(location, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks again right away is an answer too, given by the rejection below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'absent';
    // Starting up, in recovery, shutting down; or it went away or was too busy while it answered.
    if (code === '57P03' || code === 'ECONNRESET' || code === 'EPIPE' || code === undefined)
      return 'starting';
    throw error;
  } finally {
    await client.end();
  }
}

type Holder =
  | { readonly kind: 'postgres'; readonly pid: number }
  | { readonly kind: 'stranger'; readonly pid: number }
  | { readonly kind: 'nobody' };

async function readCommandLine(pid: number): Promise<string | null> {
  try {
    return await ifPresent(readFile(`/proc/${pid}/cmdline`, 'utf8'));
  } catch (error) {
    // It ended between the opening and the reading.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
    throw error;
  }
}

/** Who the lock file names. A process that is just dying has no command line any more and counts as nobody. */
async function holderOf(location: Pick<Location, 'cluster'>): Promise<Holder> {
  const pid = await lockedBy(location);
  if (pid === null) return { kind: 'nobody' };
  const commandLine = await readCommandLine(pid);
  if (commandLine === null || commandLine === '') return { kind: 'nobody' };
  const words = commandLine.split('\0');
  const ours = words[0]?.endsWith('postgres') && words.includes(location.cluster);
  return { kind: ours ? 'postgres' : 'stranger', pid };
}

/** The process id of the PostgreSQL that runs on these files; null when none does. */
export async function livePostmaster(location: Pick<Location, 'cluster'>): Promise<number | null> {
  const holder = await holderOf(location);
  return holder.kind === 'postgres' ? holder.pid : null;
}

async function lockedBy(location: Pick<Location, 'cluster'>): Promise<number | null> {
  try {
    const pid = Number.parseInt(await readFile(join(location.cluster, 'postmaster.pid'), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * After a reboot, or in a fresh container, the number in the lock file may be that of a stranger, and PostgreSQL would
 * refuse to start beside it. A number that nobody has is left alone: PostgreSQL judges that better.
 */
async function removeStrangersLock(location: Location, logger: Logger): Promise<void> {
  const holder = await holderOf(location);
  if (holder.kind !== 'stranger') return;
  logger.warn(
    { pid: holder.pid },
    'the lock file of PostgreSQL names another process; it is from an earlier run',
  );
  await rm(join(location.cluster, 'postmaster.pid'), { force: true });
}

async function launch(
  binaries: Binaries,
  location: Location,
  settings: PostgresSettings,
): Promise<ChildProcess> {
  // A file, not a pipe: PostgreSQL must be able to write after this process is gone.
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const log = await open(location.startLog, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
  try {
    const child = spawn(binaries.postgres, postgresArguments(location, settings), {
      uid: location.account.uid,
      gid: location.account.gid,
      cwd: '/',
      env: PROCESS_ENVIRONMENT,
      // In a session of its own, so that Ctrl-C reaches the server only, which then stops it in order.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    return child;
  } finally {
    await log.close();
  }
}

/** 'ready', or what PostgreSQL said before it gave up. */
async function awaitReady(
  location: Location,
  child: ChildProcess,
  signal: AbortSignal,
): Promise<'ready' | string> {
  const outcome = await waitUntil(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null)
        return (
          `${await readFile(location.startLog, 'utf8')}`.trim() ||
          `it ended with ${child.exitCode ?? child.signalCode}`
        );
      return (await ask(location)) === 'ready' ? 'ready' : undefined;
    },
    { timeoutMs: READY_TIMEOUT_MS, intervalMs: READY_INTERVAL_MS, signal },
  );
  return outcome ?? 'it did not get ready in time';
}

/** Takes up the PostgreSQL that already runs on these files, or starts one. Resolves when it answers. */
export async function ensureRunning(
  binaries: Binaries,
  location: Location,
  settings: PostgresSettings,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  let said = '';
  const started = await waitUntil(
    async () => {
      if (await livePostmaster(location)) {
        const answer = await waitUntil(
          async () => {
            if ((await ask(location)) === 'ready') return 'ready';
            return (await livePostmaster(location)) === null ? 'gone' : undefined;
          },
          { timeoutMs: READY_TIMEOUT_MS, intervalMs: READY_INTERVAL_MS, signal },
        );
        if (answer === 'ready') {
          logger.info('took up the PostgreSQL that was still running');
          return true;
        }
      }
      await removeStrangersLock(location, logger);
      const child = await launch(binaries, location, settings);
      said = await awaitReady(location, child, signal);
      return said === 'ready' || undefined;
    },
    { timeoutMs: START_ATTEMPTS_TIMEOUT_MS, intervalMs: 250, signal },
  );
  if (!started) throw new EmbeddedPostgresError(`PostgreSQL did not start: ${said}`);
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends open sessions and stops in order; without an end to that in time, at once, which the next start recovers from. */
export async function stopPostmaster(location: Location, logger: Logger): Promise<void> {
  const pid = await livePostmaster(location);
  if (pid === null) return;
  const gone = async () => ((await livePostmaster(location)) === null ? true : undefined);
  signalProcess(pid, 'SIGINT');
  if (await waitUntil(gone, { timeoutMs: FAST_STOP_TIMEOUT_MS, intervalMs: 20 })) return;
  logger.warn({ pid }, 'PostgreSQL did not stop in time and is stopped at once');
  signalProcess(pid, 'SIGQUIT');
  await waitUntil(gone, { timeoutMs: IMMEDIATE_STOP_TIMEOUT_MS, intervalMs: 20 });
}
