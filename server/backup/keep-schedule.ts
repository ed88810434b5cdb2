import { SERVER } from '../db/history.ts';
import { checkBackup } from './check-backup.ts';
import { createBackup } from './create-backup.ts';
import { listBackups, removeBackup } from './directory.ts';
import { BackupError } from './error.ts';
import { withBackupLock } from './lock.ts';
import { readPassphrase } from './passphrase.ts';
import { recordFailure } from './record.ts';
import { expendable } from './retention.ts';
import type { Room } from './room.ts';
import { nextScheduledAt } from './schedule.ts';
import { readBackupSettings, readBackupState, writeBackupState } from './stored-state.ts';

const LOOK_EVERY_MS = 60_000;

async function isDue({ database, clock }: Room): Promise<boolean> {
  const [settings, state] = await Promise.all([readBackupSettings(database), readBackupState(database)]);
  const now = new Date(clock.now());
  const nextAt = nextScheduledAt({ settings, ...state, now });
  return nextAt !== null && Date.parse(nextAt) <= now.getTime();
}

async function deleteOld(room: Room): Promise<void> {
  const { directory } = room.env.backup;
  const { keep } = await readBackupSettings(room.database);
  for (const name of expendable(await listBackups(directory), keep)) {
    await removeBackup(directory, name);
    room.logger.info({ name }, 'an old backup was deleted');
  }
}

/** Makes one, restores it into a scratch database, and only when that went well lets old ones go. */
async function makeScheduled(room: Room): Promise<void> {
  const { database, env, clock, logger } = room;
  const made = await createBackup(room, 'scheduled', SERVER);
  await writeBackupState(database, { scheduledAt: made.createdAt });
  const order = { url: database.url, name: made.name, env, logger, now: () => clock.now() };
  const check = await checkBackup(order);
  if (check.ok) await deleteOld(room);
  else await recordFailure(room, SERVER, `${made.name} was made but is not whole: ${check.problem}`);
}

async function isReady({ env }: Room): Promise<boolean> {
  try {
    await readPassphrase(env.backup);
    return true;
  } catch (error) {
    if (error instanceof BackupError) return false;
    throw error;
  }
}

/** One look: makes the scheduled backup when it is due and no other server is at it. Never throws. */
export async function keepSchedule(room: Room): Promise<void> {
  try {
    if (!(await isReady(room)) || !(await isDue(room))) return;
    await withBackupLock(room.database.url, async () => {
      // Another server may have made it while this one waited for its turn.
      if (await isDue(room)) await makeScheduled(room);
    });
  } catch (error) {
    if (error instanceof BackupError)
      room.logger.warn({ reason: error.message }, 'no scheduled backup this time');
    else room.logger.error({ err: error }, 'the scheduled backup failed');
  }
}

/** Looks every minute. What is under way when told to stop is waited for by nobody: its file is not there yet. */
export function startSchedule(room: Room): { stop(): Promise<void> } {
  const stopping = new AbortController();
  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      await room.clock.sleep(LOOK_EVERY_MS, stopping.signal);
      if (!stopping.signal.aborted) await keepSchedule(room);
    }
  }
  void keepLooking();
  return {
    async stop() {
      stopping.abort();
    },
  };
}
