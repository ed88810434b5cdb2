import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { readSetting, writeSetting } from '../../db/repositories/setting.ts';
import type { settingsSchema, updateSettingsInput } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';

const REGISTRATION_URL = 'registration-url';

export type Settings = z.output<typeof settingsSchema>;

/** What an administrator has set goes before what the server was started with. */
export async function readSettings(database: Database, publicUrl: string | null): Promise<Settings> {
  const stored = z.string().safeParse(await readSetting(database.prisma, REGISTRATION_URL));
  return { registrationUrl: stored.success ? stored.data : publicUrl };
}

export async function updateSettings(call: Call, input: z.output<typeof updateSettingsInput>): Promise<void> {
  await makeChange(call, { environmentId: null, subjectId: null, input }, ({ tx }) =>
    writeSetting(tx, REGISTRATION_URL, input.registrationUrl),
  );
}
