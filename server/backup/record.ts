import { type Actor, appendEvents } from '../db/history.ts';
import { pgSql } from '../db/sql.ts';
import type { Backup } from '../schemas/backup.ts';
import type { Room } from './room.ts';
import { writeBackupState } from './stored-state.ts';

export async function recordMade(
  { database }: Room,
  by: Actor,
  { name, sizeBytes, kind }: Backup,
): Promise<void> {
  await writeBackupState(database, { lastFailure: null });
  const params = { name, kind, sizeBytes };
  await appendEvents(pgSql(database.pool), [{ environmentId: null, kind: 'backup.made', actor: by, params }]);
}

/** It may be the database itself that fails; then the log is all there is. */
export async function recordFailure(room: Room, by: Actor, message: string): Promise<void> {
  const { database, clock, logger } = room;
  logger.error({ reason: message }, 'a backup could not be made');
  try {
    const at = new Date(clock.now()).toISOString();
    await writeBackupState(database, { lastFailure: { at, message } });
    await appendEvents(pgSql(database.pool), [
      { environmentId: null, kind: 'backup.failed', level: 'error', actor: by, params: { message } },
    ]);
  } catch (error) {
    logger.error({ err: error }, 'a failed backup could not be written down');
  }
}
