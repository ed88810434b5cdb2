import { readSettings, updateSettings } from '../../../domain/setting/settings.ts';
import { settingsSchema, updateSettingsInput } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const update = adminProcedure
  .input(updateSettingsInput)
  .output(settingsSchema)
  .mutation(async ({ ctx, input }) => {
    await updateSettings(ctx.call, input);
    return readSettings(ctx.call.database, ctx.deps.env.publicUrl);
  });
