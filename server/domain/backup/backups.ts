import type { Readable } from 'node:stream';
import type { Actor } from '../../db/history.ts';
import type { Backup, BackupCheck, BackupOverview } from '../../schemas/backup.ts';

/**
 * What the rest of the server asks of the room that makes backups. Every method may throw `DomainError`; `name` is that
 * of a file in the backup directory, as `backupNameSchema` allows it.
 */
export interface Backups {
  overview(): Promise<BackupOverview>;
  /** Resolves when the file is complete and on disk. */
  create(by: Actor): Promise<Backup>;
  /** Restores it into a scratch database, which is dropped again. A backup that is not whole is an answer, not an error. */
  check(name: string): Promise<BackupCheck>;
  remove(name: string): Promise<void>;
  /** The file as it is, encrypted. Whoever is given the stream reads it to its end or destroys it. */
  read(name: string): Promise<{ readonly sizeBytes: number; readonly bytes: Readable }>;
}
