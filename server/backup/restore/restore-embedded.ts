import { randomBytes } from 'node:crypto';
import { lstat, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { startEmbeddedPostgres } from '../../db/embedded/embedded-postgres.ts';
import type { Logger } from '../../lib/logger.ts';
import { BackupError } from '../error.ts';
import { type Restored, restoreInto } from '../restore-into.ts';
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

/** Whether there is a cluster at all. Throws when a server runs on it, or when it has rows and may not be replaced. */
async function refuseUnlessFree({ dataDir, replace, logger }: EmbeddedOrder): Promise<boolean> {
  const directory = join(dataDir, CLUSTER);
  const present = await lstat(directory).catch(() => null);
  if (present === null) return false;
  // A server that runs holds these files, and this fails.
  const cluster = await startEmbeddedPostgres({ directory, logger });
  try {
    const { filledTables } = await lookAtTarget(cluster.url);
    if (filledTables.length > 0 && !replace)
      throw new BackupError(
        'not-empty',
        `The database in ${dataDir} is not empty. With --replace it is put aside and kept. Nothing was changed.`,
      );
  } finally {
    await cluster.stop();
  }
  return true;
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
  const { path, passphrase, dataDir, at, logger } = order;
  await finishSwap(dataDir);
  const isThere = await refuseUnlessFree(order);
  const fresh = `${CLUSTER}-restoring-${randomBytes(4).toString('hex')}`;
  const directory = join(dataDir, fresh);
  let restored: Restored;
  try {
    const cluster = await startEmbeddedPostgres({ directory, logger });
    try {
      restored = await restoreInto({ path, passphrase, url: cluster.url, logger });
      await finishRestored(cluster.url, basename(path), restored.manifest);
    } finally {
      await cluster.stop();
    }
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  const before = isThere ? `${CLUSTER}-before-restore-${stampOf(at)}` : null;
  await swapClusters(dataDir, { restored: fresh, current: CLUSTER, before });
  return { restored, before: before === null ? null : join(dataDir, before) };
}
