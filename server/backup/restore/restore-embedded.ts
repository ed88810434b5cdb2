import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { removeCluster } from '../../db/embedded/elsewhere.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../db/embedded/embedded-postgres.ts';
import { ifPresent } from '../../db/embedded/if-present.ts';
import type { Logger } from '../../lib/logger.ts';
import { BackupError } from '../error.ts';
import { type Restored, restoreInto } from '../restore-into.ts';
import { removeTemporaryClusters, temporaryClusterName } from '../temporary-cluster.ts';
import { finishRestored } from './finish-restored.ts';
import { lookAtTarget } from './look-at-target.ts';
import { finishSwap, swapClusters } from './swap.ts';

const CLUSTER = 'postgres';

export interface EmbeddedOrder {
  readonly path: string;
  readonly passphrase: string;
  readonly dataDir: string;
  /** Whether a database with rows may be put aside. */
  readonly replace: boolean;
  readonly at: Date;
  readonly logger: Logger;
}

export interface RestoreOutcome {
  readonly restored: Restored;
  /** Where what was there before is now; null when there was nothing. */
  readonly before: string | null;
}

/**
 * The cluster that is there, running: as long as it is held so, no server can start on it. Null when there is none.
 * Throws when a server runs on it, or when it has rows and may not be replaced.
 */
async function holdCurrent({ dataDir, replace, logger }: EmbeddedOrder): Promise<EmbeddedPostgres | null> {
  const directory = join(dataDir, CLUSTER);
  if ((await ifPresent(lstat(directory))) === null) return null;
  const cluster = await startEmbeddedPostgres({ directory, logger });
  try {
    const { filledTables } = await lookAtTarget(cluster.url);
    if (filledTables.length > 0 && !replace)
      throw new BackupError(
        'not-empty',
        `The database in ${dataDir} is not empty. With --replace it is put aside and kept. Nothing was changed.`,
      );
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function restoreBeside(order: EmbeddedOrder, directory: string): Promise<Restored> {
  const { path, passphrase, logger } = order;
  try {
    const cluster = await startEmbeddedPostgres({ directory, logger });
    try {
      const restored = await restoreInto({ path, passphrase, url: cluster.url, logger });
      await finishRestored(cluster.url, basename(path), restored.manifest);
      return restored;
    } finally {
      await cluster.stop();
    }
  } catch (error) {
    await removeCluster(directory);
    throw error;
  }
}

/** As `20261121T143000Z`: in the names of what is put aside. */
export function stampOf(at: Date): string {
  return at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}

/**
 * Restores into a new cluster beside the one in `dataDir` and swaps them when all of it is there. Until then nothing of
 * the old one is touched, and then it is kept.
 */
export async function restoreEmbedded(order: EmbeddedOrder): Promise<RestoreOutcome> {
  const { dataDir, at, logger } = order;
  await finishSwap(dataDir);
  await removeTemporaryClusters(dataDir, logger);
  const held = await holdCurrent(order);
  const fresh = temporaryClusterName('restore');
  let restored: Restored;
  try {
    restored = await restoreBeside(order, join(dataDir, fresh));
  } finally {
    await held?.stop();
  }
  const before = held === null ? null : `${CLUSTER}-before-restore-${stampOf(at)}`;
  await swapClusters(dataDir, { restored: fresh, current: CLUSTER, before });
  return { restored, before: before === null ? null : join(dataDir, before) };
}
