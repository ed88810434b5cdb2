import { z } from 'zod';
import type { Database } from '../db/client.ts';
import { readSetting, writeSetting } from '../db/repositories/setting.ts';
import { type BackupSettings, backupSettingsSchema } from '../schemas/backup.ts';

/** Written by people, through `backups.configure`. */
const SETTINGS = 'backup.settings';
/** Written by whichever server made the latest attempt. */
const STATE = 'backup.state';

const DEFAULTS: BackupSettings = { everyHours: 24, keep: 7 };

const stateSchema = z.object({
  /** When the latest scheduled one was begun, whether it succeeded or not. */
  scheduledAt: z.iso.datetime().nullable().default(null),
  lastFailure: z.object({ at: z.iso.datetime(), message: z.string() }).nullable().default(null),
});
export type BackupState = z.infer<typeof stateSchema>;

export async function readBackupSettings({ prisma }: Database): Promise<BackupSettings> {
  const stored = backupSettingsSchema.safeParse(await readSetting(prisma, SETTINGS));
  return stored.success ? stored.data : DEFAULTS;
}

export async function readBackupState({ prisma }: Database): Promise<BackupState> {
  const stored = stateSchema.safeParse(await readSetting(prisma, STATE));
  return stored.success ? stored.data : stateSchema.parse({});
}

/** Only whoever holds the backup lock writes it, so nothing comes between the reading and the writing. */
export async function writeBackupState(database: Database, change: Partial<BackupState>): Promise<void> {
  const state = await readBackupState(database);
  await writeSetting(database.prisma, STATE, { ...state, ...change });
}
