import type { Backup, BackupCheck, BackupOverview } from '../../schemas/backup.ts';

/**
 * What the rest of the server asks of the room that makes backups. Every method may throw `DomainError`; `name` is that
 * of a file in the backup directory, as `backupNameSchema` allows it.
 */
export interface Backups {
  overview(): Promise<BackupOverview>;
  /** Resolves when the file is complete and on disk. */
  create(): Promise<Backup>;
  /** Restores it into a scratch database, which is dropped again. A backup that is not whole is an answer, not an error. */
  check(name: string): Promise<BackupCheck>;
  remove(name: string): Promise<void>;
}
