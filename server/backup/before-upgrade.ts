import { MigrationError } from '../db/migrate.ts';
import type { Clock } from '../lib/clock.ts';
import type { Env } from '../lib/env.ts';
import type { Logger } from '../lib/logger.ts';
import { BackupError } from './error.ts';
import { makeBackup } from './make-backup.ts';
import { readPassphrase } from './passphrase.ts';

interface Surroundings {
  readonly env: Env;
  readonly clock: Clock;
  readonly logger: Logger;
}

async function passphraseOrNull(env: Env): Promise<string | null> {
  try {
    return await readPassphrase(env.backup);
  } catch (error) {
    if (error instanceof BackupError) return null;
    throw error;
  }
}

/**
 * Makes a backup of the database that is about to be migrated, when there is a passphrase for it. Throws
 * `MigrationError` when it cannot be made: whoever set a passphrase counts on it. Called under the migration lock, so
 * one server does it for all.
 */
export async function backUpBeforeUpgrade(
  url: string,
  pending: readonly string[],
  { env, clock, logger }: Surroundings,
): Promise<void> {
  const passphrase = await passphraseOrNull(env);
  if (passphrase === null) {
    logger.warn({ pending }, 'the database is migrated without a backup, as there is no passphrase for one');
    return;
  }
  const { directory } = env.backup;
  try {
    const at = new Date(clock.now());
    const name = await makeBackup({ url, directory, passphrase, kind: 'upgrade', at });
    logger.info({ name, pending }, 'a backup was made before the database is migrated');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(
      `The database was not migrated, because the backup before it failed: ${reason} ` +
        'Mend that, or start once without a passphrase for backups to do without. Nothing was changed.',
      { cause },
    );
  }
}
