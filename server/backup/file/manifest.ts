import { z } from 'zod';
import { backupKindSchema } from '../../schemas/backup.ts';
import { BackupError } from '../error.ts';

const nameSchema = z.string().min(1).max(63);

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  kind: backupKindSchema,
  serverVersion: z.string(),
  postgresVersion: z.string(),
  /** Names of the migrations that the database has, in order. */
  migrations: z.array(z.string()).min(1),
  /** In the order in which rows can be inserted: referred to before referring. */
  tables: z.array(z.strictObject({ name: nameSchema, columns: z.array(nameSchema).min(1) })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const tallySchema = z.strictObject({
  name: nameSchema,
  rowCount: z.number().int().min(0),
  /** The SHA-256 of every row, summed up: the order of rows does not matter. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Tally = z.infer<typeof tallySchema>;

export const endingSchema = z.strictObject({
  tables: z.array(tallySchema),
  /** `value`: the last one given out; null when none was. */
  sequences: z.array(
    z.strictObject({
      name: nameSchema,
      value: z
        .string()
        .regex(/^-?\d+$/)
        .nullable(),
    }),
  ),
});
export type Ending = z.infer<typeof endingSchema>;

export function decodeJson<T>(schema: z.ZodType<T>, bytes: Buffer): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new BackupError('damaged', 'What it says about itself cannot be read.', { cause });
  }
}
