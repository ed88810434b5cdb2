import { configureBackups } from '../../../domain/backup/change-backups.ts';
import { backupOverviewSchema, backupSettingsSchema } from '../../../schemas/backup.ts';
import { adminProcedure } from '../../trpc.ts';

export const configure = adminProcedure
  .input(backupSettingsSchema)
  .output(backupOverviewSchema)
  .mutation(async ({ ctx, input }) => {
    await configureBackups(ctx.call, input);
    return ctx.deps.backups.overview();
  });
