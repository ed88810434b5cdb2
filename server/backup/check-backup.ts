import { join } from 'node:path';
import type { Env } from '../lib/env.ts';
import type { Logger } from '../lib/logger.ts';
import type { BackupCheck } from '../schemas/backup.ts';
import { describeBackup, writeNote } from './directory.ts';
import { BackupError } from './error.ts';
import { readPassphrase } from './passphrase.ts';
import { type Restored, restoreInto } from './restore-into.ts';
import { withScratchDatabase } from './scratch.ts';

export interface CheckOrder {
  /** Of the server's database, beside which the scratch database is made. */
  readonly url: string;
  readonly name: string;
  readonly env: Env;
  readonly logger: Logger;
  /** Milliseconds since the epoch, now. */
  now(): number;
}

/** What is wrong with the file, as opposed to what kept us from looking. */
const OF_THE_FILE = new Set(['damaged', 'too-new', 'wrong-passphrase']);

function totals({ tables }: Restored): Pick<BackupCheck, 'tableCount' | 'rowCount'> {
  return { tableCount: tables.length, rowCount: tables.reduce((sum, { rowCount }) => sum + rowCount, 0) };
}

/**
 * Restores a backup into a scratch database and notes beside it what was found. Throws `not-found` and `not-ready`, and
 * whatever kept the database from being asked; of the backup nothing is known then, and nothing is noted.
 */
export async function checkBackup(order: CheckOrder): Promise<BackupCheck> {
  const { url, name, env, logger, now } = order;
  const { directory } = env.backup;
  const passphrase = await readPassphrase(env.backup);
  await describeBackup(directory, name);
  const path = join(directory, name);
  const startedAt = now();
  const verdict = await withScratchDatabase(url, { logger, dataDir: env.dataDir }, async (scratch) => {
    try {
      const restored = await restoreInto({ path, passphrase, url: scratch, logger });
      return { ok: true, problem: null, ...totals(restored) };
    } catch (error) {
      if (!(error instanceof BackupError) || !OF_THE_FILE.has(error.code)) throw error;
      return { ok: false, problem: error.message, tableCount: 0, rowCount: 0 };
    }
  });
  const verifiedAt = verdict.ok ? new Date(now()).toISOString() : null;
  await writeNote(path, { verifiedAt, problem: verdict.problem });
  return { ...verdict, durationMs: now() - startedAt };
}
