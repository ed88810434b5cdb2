import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster } from '../../db/embedded/elsewhere.ts';
import { startEmbeddedPostgres } from '../../db/embedded/embedded-postgres.ts';
import type { Env } from '../../lib/env.ts';
import type { Logger } from '../../lib/logger.ts';
import { inspectBackup } from '../file/inspect-backup.ts';
import { restoreInto } from '../restore-into.ts';
import { type DryPlans, planEnvironments } from './plan-environments.ts';

export interface DrillOrder {
  readonly path: string;
  readonly passphrase: string;
  readonly env: Env;
  readonly logger: Logger;
  /** Milliseconds, only ever forwards. */
  monotonic(): number;
  /** Told as each step is done. */
  done(step: string, durationMs: number, found: string): void;
}

/**
 * Does with a backup what would be done after a disaster, in a PostgreSQL of its own that is gone afterwards: reads all
 * of it, restores it, counts it, and has the planner look at it. Throws at the first thing that is not as it should be.
 */
export async function runDrill(order: DrillOrder): Promise<DryPlans> {
  const { path, passphrase, env, logger, monotonic, done } = order;
  async function step<T>(name: string, work: () => Promise<T>, tell: (result: T) => string): Promise<T> {
    const startedAt = monotonic();
    const result = await work();
    done(name, Math.round(monotonic() - startedAt), tell(result));
    return result;
  }
  const { manifest } = await step(
    'read and authenticated',
    () => inspectBackup(path, passphrase),
    (found) => `made ${found.manifest.createdAt} by Drover ${found.manifest.serverVersion}`,
  );
  const directory = await mkdtemp(join(tmpdir(), 'drover-drill-'));
  try {
    const cluster = await step(
      'an empty PostgreSQL started',
      () => startEmbeddedPostgres({ directory: join(directory, 'postgres'), logger }),
      () => '',
    );
    try {
      await step(
        'restored, counted, migrated',
        () => restoreInto({ path, passphrase, url: cluster.url, logger }),
        ({ tables }) =>
          `${tables.length} tables, ${tables.reduce((sum, { rowCount }) => sum + rowCount, 0)} rows`,
      );
      return await step(
        'planned without writing',
        () => planEnvironments(cluster.url, Date.parse(manifest.createdAt), env),
        (plans) =>
          `${plans.environmentCount} environments, ${plans.revisionCount} revisions, ${plans.unitCount} units; ${JSON.stringify(plans.actionCounts)}`,
      );
    } finally {
      await cluster.stop();
    }
  } finally {
    await removeCluster(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}
