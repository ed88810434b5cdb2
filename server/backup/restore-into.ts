import { knownMigrations, migrateDatabase } from '../db/migrate.ts';
import type { Logger } from '../lib/logger.ts';
import { withConnection } from './copy/connection.ts';
import { copyIn } from './copy/copy-in.ts';
import { BackupError } from './error.ts';
import type { Manifest, Tally } from './file/manifest.ts';
import { readBackup } from './file/read-backup.ts';

const DEADLINE_MS = 60 * 60 * 1000;

export interface RestoreOrder {
  readonly path: string;
  readonly passphrase: string;
  /** Of an empty database. */
  readonly url: string;
  readonly logger: Logger;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Counted in the database, before later migrations changed anything. */
  readonly tables: readonly Tally[];
}

/** The last migration to apply before the rows come. */
async function lastOf({ migrations, serverVersion }: Manifest): Promise<string> {
  const known = await knownMigrations();
  const last = migrations.at(-1) ?? '';
  const isPrefix = migrations.every((name, index) => known[index] === name);
  if (!isPrefix)
    throw new BackupError(
      'too-new',
      `It was made by Drover ${serverVersion}, which had ${last}; this version does not know that. Restore it with that version or a later one.`,
    );
  return last;
}

/**
 * Fills an empty database from a backup: the schema as it was when the backup was made, the rows, counted again, and
 * then the migrations that came since. Throws `BackupError`; what is in the database then is of no use.
 */
export async function restoreInto({ path, passphrase, url, logger }: RestoreOrder): Promise<Restored> {
  const restored = await readBackup(path, passphrase, async (content) => {
    const { manifest } = content;
    await migrateDatabase(url, { logger, last: await lastOf(manifest) });
    const tables = await withConnection(url, DEADLINE_MS, (client) => copyIn(client, content));
    return { manifest, tables };
  });
  await migrateDatabase(url, { logger });
  await withConnection(url, DEADLINE_MS, (client) => client.query('analyze'));
  return restored;
}
