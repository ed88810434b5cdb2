import { join } from 'node:path';
import { backUpBeforeUpgrade } from '../backup/before-upgrade.ts';
import { startSchedule } from '../backup/keep-schedule.ts';
import { openBackups } from '../backup/open-backups.ts';
import { finishSwap } from '../backup/restore/swap.ts';
import { removeTemporaryClusters } from '../backup/temporary-cluster.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { createBus } from '../events/postgres-bus.ts';
import { systemClock } from '../lib/clock.ts';
import type { Env } from '../lib/env.ts';
import type { Logger } from '../lib/logger.ts';
import type { ServerDeps } from './deps.ts';
import { waitForDatabase } from './wait-for-database.ts';

interface Part {
  readonly name: string;
  stop(): Promise<void>;
}

export interface RunningServer {
  /** Null without the web role. */
  readonly port: number | null;
  stop(): Promise<void>;
}

/** Stops in the reverse order of starting; one that fails to keeps none of the others from stopping. */
async function stopAll(parts: readonly Part[], logger: Logger): Promise<void> {
  for (const part of parts.toReversed()) {
    try {
      await part.stop();
    } catch (error) {
      logger.error({ err: error, part: part.name }, 'a part of the server failed to stop');
    }
  }
}

async function openOwnDatabase(env: Env, logger: Logger): Promise<EmbeddedPostgres> {
  await finishSwap(env.dataDir);
  return startEmbeddedPostgres({ directory: join(env.dataDir, 'postgres'), logger });
}

function open(url: string, logger: Logger): Database {
  return openDatabase(url, (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
}

/** Roles are loaded when they are played: a worker never pays for the page renderer. */
async function startRoles(deps: ServerDeps, parts: Part[]): Promise<number | null> {
  if (deps.env.roles.includes('worker')) {
    const { startReconciler } = await import('../reconcile/start.ts');
    const reconciler = startReconciler(deps);
    parts.push({ name: 'reconciler', stop: () => reconciler.stop() });
    const schedule = startSchedule(deps);
    parts.push({ name: 'backup schedule', stop: () => schedule.stop() });
  }
  if (!deps.env.roles.includes('web')) return null;
  const { startWeb } = await import('./http.ts');
  const web = await startWeb(deps);
  parts.push({ name: 'web', stop: () => web.stop() });
  return web.port;
}

/**
 * Makes every part and hands each what it needs. What was started is stopped again when a later part fails, or when the
 * signal ends the wait for a database.
 */
export async function startServer(env: Env, logger: Logger, signal: AbortSignal): Promise<RunningServer> {
  const parts: Part[] = [];
  try {
    const embedded = env.databaseUrl === null ? await openOwnDatabase(env, logger) : null;
    if (embedded) parts.push({ name: 'PostgreSQL', stop: () => embedded.stop() });
    await removeTemporaryClusters(env.dataDir, logger);
    const url = embedded?.url ?? env.databaseUrl ?? '';
    await waitForDatabase(url, { clock: systemClock, logger, signal });
    const beforeUpgrade = (pending: readonly string[]) =>
      backUpBeforeUpgrade(url, pending, { env, clock: systemClock, logger });
    await migrateDatabase(url, { logger, beforeUpgrade });
    const database = open(url, logger);
    parts.push({ name: 'database', stop: () => database.close() });
    const bus = await createBus(url, logger);
    parts.push({ name: 'bus', stop: () => bus.close() });
    const base = { database, bus, clock: systemClock, logger, env };
    const port = await startRoles({ ...base, backups: openBackups(base) }, parts);
    return { port, stop: () => stopAll(parts, logger) };
  } catch (error) {
    await stopAll(parts, logger);
    throw error;
  }
}
