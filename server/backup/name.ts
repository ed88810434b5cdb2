import { type BackupKind, backupNameSchema } from '../schemas/backup.ts';

const SUFFIX: Readonly<Record<BackupKind, string>> = {
  manual: '',
  scheduled: '-scheduled',
  upgrade: '-before-upgrade',
};

/** To the second: of two backups in one second the later finds the name taken and waits for the next. */
export function backupName(at: Date, kind: BackupKind): string {
  const stamp = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
  return `drover-${stamp}${SUFFIX[kind]}.backup`;
}

export function isBackupName(name: string): boolean {
  return backupNameSchema.safeParse(name).success;
}
