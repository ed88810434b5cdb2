import { writeSetting } from '../../db/repositories/setting.ts';
import type { Backup, BackupCheck, BackupSettings } from '../../schemas/backup.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import type { Backups } from './backups.ts';

/** Of the `Setting` row that holds `backupSettingsSchema`. */
export const BACKUP_SETTINGS = 'backup.settings';

/** What is done to files is in the audit whether it succeeds or not, so it is written down first. */
async function audit(call: Call, subjectId: string | null): Promise<void> {
  await makeChange(call, { environmentId: null, subjectId, input: {} }, async () => undefined);
}

export async function createBackup(call: Call, backups: Backups): Promise<Backup> {
  await audit(call, null);
  return backups.create({ kind: 'user', id: call.caller.id, name: call.caller.username });
}

export async function checkBackup(call: Call, backups: Backups, name: string): Promise<BackupCheck> {
  await audit(call, name);
  return backups.check(name);
}

export async function removeBackup(call: Call, backups: Backups, name: string): Promise<void> {
  await audit(call, name);
  await backups.remove(name);
}

export async function configureBackups(call: Call, settings: BackupSettings): Promise<void> {
  await makeChange(call, { environmentId: null, subjectId: null, input: settings }, ({ tx }) =>
    writeSetting(tx, BACKUP_SETTINGS, settings),
  );
}
