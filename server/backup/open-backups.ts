import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Backups } from '../domain/backup/backups.ts';
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { ErrorCode } from '../schemas/error.ts';
import { checkBackup } from './check-backup.ts';
import { createBackup } from './create-backup.ts';
import { describeBackup, removeBackup } from './directory.ts';
import { BackupError } from './error.ts';
import { withBackupLock } from './lock.ts';
import { readOverview } from './overview.ts';
import { readPassphrase } from './passphrase.ts';
import type { Room } from './room.ts';

function codeOf(error: BackupError): ErrorCode {
  switch (error.code) {
    case 'not-ready':
    case 'busy':
    case 'not-empty':
      return 'not-allowed-in-state';
    case 'not-found':
      return 'not-found';
    case 'too-large':
    case 'disk-full':
      return 'limit-reached';
    default:
      return 'unavailable';
  }
}

/** Tells people what a backup error says, in the words of every other refusal. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    throw new DomainError(codeOf(error), error.message, { cause: error });
  }
}

/** Before the front door gives up on the request. What is under way goes on; the list will show it. */
const ANSWER_WITHIN_MS = 50_000;

async function inTime<T>(clock: Clock, work: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const late = clock.sleep(ANSWER_WITHIN_MS, answered.signal).then((): never => {
    throw new BackupError(
      'too-slow',
      'It takes longer than a minute and goes on. Look at the list again later.',
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    answered.abort();
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}

async function openForReading(directory: string, name: string) {
  const { sizeBytes } = await describeBackup(directory, name);
  return { sizeBytes, bytes: createReadStream(join(directory, name)) };
}

export function openBackups(room: Room): Backups {
  const { database, clock, env, logger } = room;
  const { directory } = env.backup;
  const { url } = database;
  return {
    overview: () => refusing(() => readOverview(database, env, new Date(clock.now()))),
    create: (by) =>
      refusing(async () => {
        await readPassphrase(env.backup);
        return inTime(
          clock,
          withBackupLock(url, () => createBackup(room, 'manual', by)),
        );
      }),
    check: (name) =>
      refusing(() => {
        const order = { url, name, env, logger, now: () => clock.now() };
        return inTime(
          clock,
          withBackupLock(url, () => checkBackup(order)),
        );
      }),
    remove: (name) => refusing(() => removeBackup(directory, name)),
    read: (name) => refusing(() => openForReading(directory, name)),
  };
}
