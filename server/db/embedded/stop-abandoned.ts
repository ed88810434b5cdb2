import type { Logger } from '../../lib/logger.ts';
import { FALLBACK_ROOT, prepareLocation } from './location.ts';
import { stopPostmaster } from './postmaster.ts';

/** Stops the PostgreSQL that a server left running on these files, if one still is. */
export async function stopAbandoned(directory: string, logger: Logger): Promise<void> {
  await stopPostmaster(await prepareLocation(directory, FALLBACK_ROOT, logger), logger);
}
