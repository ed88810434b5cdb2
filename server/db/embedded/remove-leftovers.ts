import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { linkTarget, removeCluster } from './elsewhere.ts';
import { ifPresent } from './if-present.ts';
import { FALLBACK_ROOT, type Location, prepareLocation } from './location.ts';
import { OWNER_LOCK } from './owner-lock.ts';
import { ask, connectionUrl, livePostmaster, stopPostmaster } from './postmaster.ts';

/*
 * Clusters made for one piece of work, whose maker was killed in the middle. Their PostgreSQL may go on without it.
 */

/** Whoever just started PostgreSQL has its lock by then, and whoever was just killed has let go of it. */
const SETTLE_MS = 2_000;
/** One without a PostgreSQL may be just being made, or just stopped to be moved. */
const QUIET_OLD_MS = 10 * 60 * 1000;
const CONNECT_TIMEOUT_MS = 5_000;

async function isOwned(location: Location): Promise<boolean> {
  await systemClock.sleep(SETTLE_MS);
  const client = new pg.Client({
    connectionString: connectionUrl(location, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query(
      `select 1 from pg_locks where locktype = 'advisory' and objid = $1::bigint::oid and granted`,
      [OWNER_LOCK],
    );
    return rowCount !== 0;
  } finally {
    await client.end();
  }
}

async function isQuietForLong(location: Location): Promise<boolean> {
  const looks = [dirname(location.cluster), location.cluster].map((path) => ifPresent(stat(path)));
  const changedAt = Math.max(...(await Promise.all(looks)).map((found) => found?.mtimeMs ?? 0));
  return systemClock.now() - changedAt > QUIET_OLD_MS;
}

async function isAbandoned(location: Location): Promise<boolean> {
  const answer = await ask(location);
  if (answer === 'ready') return !(await isOwned(location));
  if (answer === 'starting' || (await livePostmaster(location)) !== null) return false;
  return isQuietForLong(location);
}

/** Whether a PostgreSQL runs on the cluster in `directory`. */
export async function isClusterRunning(directory: string): Promise<boolean> {
  const home = (await linkTarget(directory)) ?? directory;
  return (await livePostmaster({ cluster: join(home, 'cluster') })) !== null;
}

/**
 * Stops and takes away the clusters in `parent` whose names begin with one of `prefixes` and that nobody works with.
 * What cannot be taken away is told of and left for the next time.
 */
export async function removeLeftovers(
  parent: string,
  prefixes: readonly string[],
  logger: Logger,
): Promise<void> {
  for (const name of (await ifPresent(readdir(parent))) ?? []) {
    if (!prefixes.some((prefix) => name.startsWith(prefix))) continue;
    const directory = join(parent, name);
    try {
      const location = await prepareLocation(directory, FALLBACK_ROOT, logger);
      if (!(await isAbandoned(location))) continue;
      await stopPostmaster(location, logger);
      if ((await ask(location)) !== 'absent') continue;
      await removeCluster(directory);
      logger.info({ directory }, 'a temporary database that was left behind was removed');
    } catch (error) {
      logger.warn(
        { err: error, directory },
        'a temporary database that was left behind could not be removed',
      );
    }
  }
}
