import type { Database } from '../db/client.ts';
import type { Backups } from '../domain/backup/backups.ts';
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Env } from '../lib/env.ts';
import type { ErrorCode } from '../schemas/error.ts';
import { removeBackup } from './directory.ts';
import { BackupError } from './error.ts';
import { readOverview } from './overview.ts';
import { readPassphrase } from './passphrase.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly env: Env;
}

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

export function openBackups({ database, clock, env }: Deps): Backups {
  const { directory } = env.backup;
  return {
    overview: () => refusing(() => readOverview(database, env, new Date(clock.now()))),
    create: () =>
      refusing(async () => {
        await readPassphrase(env.backup);
        throw new BackupError('failed', 'Backups cannot be made on this server yet.');
      }),
    check: () =>
      refusing(async () => {
        await readPassphrase(env.backup);
        throw new BackupError('failed', 'Backups cannot be checked on this server yet.');
      }),
    remove: (name) => refusing(() => removeBackup(directory, name)),
  };
}
