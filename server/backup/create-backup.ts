import type { Actor } from '../db/history.ts';
import type { Backup, BackupKind } from '../schemas/backup.ts';
import { describeBackup } from './directory.ts';
import { BackupError } from './error.ts';
import { makeBackup } from './make-backup.ts';
import { readPassphrase } from './passphrase.ts';
import { recordFailure, recordMade } from './record.ts';
import type { Room } from './room.ts';

/** What a person is told; the causes of anything else are in the log. */
function messageOf(error: unknown): string {
  return error instanceof BackupError ? error.message : 'The backup failed; the log of the server has more.';
}

/**
 * Makes a backup and writes down that it was made, or that it was not. For whoever holds the backup lock. Throws
 * `BackupError`.
 */
export async function createBackup(room: Room, kind: BackupKind, by: Actor): Promise<Backup> {
  const { database, env, clock, logger } = room;
  const { directory } = env.backup;
  const passphrase = await readPassphrase(env.backup);
  try {
    const at = new Date(clock.now());
    const name = await makeBackup({ url: database.url, directory, passphrase, kind, at });
    const made = await describeBackup(directory, name);
    await recordMade(room, by, made);
    logger.info({ name, sizeBytes: made.sizeBytes }, 'a backup was made');
    return made;
  } catch (error) {
    if (error instanceof BackupError && error.code === 'busy') throw error;
    if (!(error instanceof BackupError)) logger.error({ err: error }, 'a backup failed');
    await recordFailure(room, by, messageOf(error));
    throw error instanceof BackupError
      ? error
      : new BackupError('failed', messageOf(error), { cause: error });
  }
}
