import { z } from 'zod';

/** The file's name in the backup directory: when it was made, and what for, as `drover-20261121T143000Z-before-upgrade.backup`. */
export const backupNameSchema = z.string().regex(/^drover-\d{8}T\d{6}Z(?:-[a-z0-9]{1,16}){0,3}\.backup$/, {
  error: 'Expected the name of a backup, as the list shows it.',
});

/** `upgrade`: made by the server by itself, before it migrated its database. */
export const backupKindSchema = z.enum(['manual', 'scheduled', 'upgrade']);
export type BackupKind = z.infer<typeof backupKindSchema>;

export const backupSchema = z.object({
  name: backupNameSchema,
  kind: backupKindSchema,
  createdAt: z.iso.datetime(),
  sizeBytes: z.number().int(),
  serverVersion: z.string(),
  /** When it was last restored into a scratch database and found whole. */
  verifiedAt: z.iso.datetime().nullable(),
  /** Why the last verification failed. */
  problem: z.string().nullable(),
});
export type Backup = z.infer<typeof backupSchema>;

export const backupSettingsSchema = z.strictObject({
  /** 0: never by itself. */
  everyHours: z
    .number()
    .int()
    .min(0)
    .max(24 * 31),
  /** Scheduled ones beyond this are deleted, oldest first, and so are those before upgrades; those made by hand stay. */
  keep: z.number().int().min(1).max(365),
});
export type BackupSettings = z.infer<typeof backupSettingsSchema>;

export const backupOverviewSchema = z.object({
  directory: z.string(),
  /** False: no passphrase was given to the server, so nothing can be backed up; `howTo` says what to do. */
  ready: z.boolean(),
  howTo: z.string().nullable(),
  settings: backupSettingsSchema,
  nextAt: z.iso.datetime().nullable(),
  running: z.boolean(),
  lastFailure: z.object({ at: z.iso.datetime(), message: z.string() }).nullable(),
  backups: z.array(backupSchema),
});
export type BackupOverview = z.infer<typeof backupOverviewSchema>;

export const backupRefInput = z.strictObject({ name: backupNameSchema });

/** What restoring into a scratch database found. */
export const backupCheckSchema = z.object({
  ok: z.boolean(),
  problem: z.string().nullable(),
  tableCount: z.number().int(),
  rowCount: z.number().int(),
  durationMs: z.number().int(),
});
export type BackupCheck = z.infer<typeof backupCheckSchema>;
