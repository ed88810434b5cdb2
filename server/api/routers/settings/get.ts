import { readSettings } from '../../../domain/setting/settings.ts';
import { settingsSchema } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const get = userProcedure
  .output(settingsSchema)
  .query(({ ctx }) => readSettings(ctx.call.database, ctx.deps.env.publicUrl));
