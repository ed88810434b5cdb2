import { checkBackup } from '../../../domain/backup/change-backups.ts';
import { backupCheckSchema, backupRefInput } from '../../../schemas/backup.ts';
import { adminProcedure } from '../../trpc.ts';

export const check = adminProcedure
  .input(backupRefInput)
  .output(backupCheckSchema)
  .mutation(({ ctx, input }) => checkBackup(ctx.call, ctx.deps.backups, input.name));
