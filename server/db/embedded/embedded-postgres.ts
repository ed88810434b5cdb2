import pg from 'pg';
import { systemClock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { EmbeddedPostgresError } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type PostgresSettings, prepareCluster } from './cluster.ts';
import { FALLBACK_ROOT, type Location, prepareLocation } from './location.ts';
import { OWNER_LOCK } from './owner-lock.ts';
import { connectionUrl, ensureRunning, stopPostmaster } from './postmaster.ts';

const DATABASE = 'drover';
/** A killed predecessor's session ends as soon as its socket closes. */
const OWNER_LOCK_TIMEOUT_MS = 2_000;
const RESTART_BACKOFF_MS = { first: 100, most: 5_000 };

interface Options {
  /** Absolute; made when absent. */
  readonly directory: string;
  readonly logger: Logger;
  /** For what PostgreSQL's user cannot reach under `directory` or under node_modules. */
  readonly fallbackRoot?: string;
  /** On top of our own; for tests. */
  readonly settings?: PostgresSettings;
  /** False: a crash of the machine may lose all. For tests. */
  readonly sync?: boolean;
}

export interface EmbeddedPostgres {
  /** Of the database `drover`; others by `urlOf`. */
  readonly url: string;
  urlOf(database: string): string;
  /** Stops PostgreSQL too. */
  stop(): Promise<void>;
}

interface Running {
  readonly binaries: Binaries;
  readonly location: Location;
  readonly options: Options;
  readonly signal: AbortSignal;
}

async function createDatabase(watch: pg.Client): Promise<void> {
  const { rowCount } = await watch.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await watch.query(`create database ${watch.escapeIdentifier(DATABASE)}`);
}

/**
 * One session is held open for as long as the server lives. Its advisory lock keeps a second server off these files,
 * and it ends in the instant that PostgreSQL does, whoever started that.
 */
async function openWatch({ location }: Running): Promise<pg.Client> {
  const watch = new pg.Client({
    connectionString: connectionUrl(location, 'postgres'),
    application_name: `drover owner ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  // More than one may come as PostgreSQL goes down, and one that nobody takes ends the process.
  watch.on('error', lost.reject);
  await watch.connect();
  const owned = await waitUntil(
    async () => {
      const { rows } = await Promise.race([
        watch.query<{ owned: boolean }>('select pg_try_advisory_lock($1) as owned', [OWNER_LOCK]),
        lost.promise,
      ]);
      return rows[0]?.owned || undefined;
    },
    { timeoutMs: OWNER_LOCK_TIMEOUT_MS, intervalMs: 100 },
  );
  if (owned) return watch;
  const { rows } = await watch.query<{ application_name: string }>(
    `select application_name from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and objid = $1::bigint::oid and granted`,
    [OWNER_LOCK],
  );
  await watch.end();
  const pid = rows[0]?.application_name.match(/\d+$/)?.[0] ?? 'unknown';
  throw new EmbeddedPostgresError(
    `Another Drover server (process ${pid}) uses the database in ${location.cluster}. Stop it, or set DROVER_DATA_DIR.`,
  );
}

async function start(running: Running): Promise<pg.Client> {
  const { binaries, location, options, signal } = running;
  await prepareCluster(binaries, location, options.sync ?? true);
  await ensureRunning(binaries, location, options.settings ?? {}, options.logger, signal);
  const watch = await openWatch(running);
  await createDatabase(watch);
  return watch;
}

/** Keeps trying until it runs again or the server stops. */
async function startAgain(running: Running): Promise<pg.Client | null> {
  const { logger } = running.options;
  let backoffMs = RESTART_BACKOFF_MS.first;
  while (!running.signal.aborted) {
    try {
      const watch = await start(running);
      logger.info('PostgreSQL runs again');
      return watch;
    } catch (error) {
      logger.error({ err: error, backoffMs }, 'PostgreSQL could not be started again');
    }
    await systemClock.sleep(backoffMs, running.signal);
    backoffMs = Math.min(backoffMs * 2, RESTART_BACKOFF_MS.most);
  }
  return null;
}

function ended(watch: pg.Client): Promise<void> {
  return new Promise((resolve) => {
    watch.once('end', resolve);
    watch.once('error', () => resolve());
  });
}

/** Watches over PostgreSQL and brings it back; resolves when told to stop. */
async function supervise(first: pg.Client, running: Running): Promise<void> {
  let watch: pg.Client | null = first;
  const stopped = new Promise<void>((resolve) => {
    running.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  while (watch) {
    await Promise.race([ended(watch), stopped]);
    if (running.signal.aborted) {
      await watch.end();
      return;
    }
    running.options.logger.error('PostgreSQL ended; it is started again');
    watch = await startAgain(running);
  }
}

/** Runs the server's own PostgreSQL: makes it, takes it up or starts it, and keeps it running until `stop`. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const fallbackRoot = options.fallbackRoot ?? FALLBACK_ROOT;
  const location = await prepareLocation(options.directory, fallbackRoot, options.logger);
  const binaries = await findBinaries(location.account, fallbackRoot);
  const abort = new AbortController();
  const running: Running = { binaries, location, options, signal: abort.signal };
  const watch = await start(running);
  const supervision = supervise(watch, running);
  return {
    url: connectionUrl(location, DATABASE),
    urlOf: (database) => connectionUrl(location, database),
    async stop() {
      abort.abort();
      await supervision;
      await stopPostmaster(location, options.logger);
    },
  };
}
