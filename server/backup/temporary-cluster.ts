import { randomBytes } from 'node:crypto';
import { removeLeftovers } from '../db/embedded/remove-leftovers.ts';
import type { Logger } from '../lib/logger.ts';

/** What begins the names of clusters in the data directory that hold a backup's content for a while only. */
const PREFIX = { check: 'scratch-', restore: 'postgres-restoring-' } as const;

/** A name for a new one. */
export function temporaryClusterName(of: keyof typeof PREFIX): string {
  return PREFIX[of] + randomBytes(4).toString('hex');
}

/** Takes away those that a check or restore left when it was killed; not one that is in use. */
export async function removeTemporaryClusters(dataDir: string, logger: Logger): Promise<void> {
  await removeLeftovers(dataDir, Object.values(PREFIX), logger);
}
