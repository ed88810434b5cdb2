import type { Database } from '../db/client.ts';
import type { Env } from '../lib/env.ts';
import type { BackupOverview } from '../schemas/backup.ts';
import { listBackups } from './directory.ts';
import { BackupError } from './error.ts';
import { isBackupRunning } from './lock.ts';
import { readPassphrase } from './passphrase.ts';
import { nextScheduledAt } from './schedule.ts';
import { readBackupSettings, readBackupState } from './stored-state.ts';

async function howToGetReady(env: Env): Promise<string | null> {
  try {
    await readPassphrase(env.backup);
    return null;
  } catch (error) {
    if (error instanceof BackupError) return error.message;
    throw error;
  }
}

export async function readOverview(database: Database, env: Env, now: Date): Promise<BackupOverview> {
  const { directory } = env.backup;
  const [howTo, settings, state, running, backups] = await Promise.all([
    howToGetReady(env),
    readBackupSettings(database),
    readBackupState(database),
    isBackupRunning(database.pool),
    listBackups(directory),
  ]);
  const ready = howTo === null;
  const nextAt = ready ? nextScheduledAt({ settings, ...state, now }) : null;
  const { lastFailure } = state;
  return { directory, ready, howTo, settings, nextAt, running, lastFailure, backups };
}
