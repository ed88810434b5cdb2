import { createBackup } from '../../../domain/backup/change-backups.ts';
import { backupSchema } from '../../../schemas/backup.ts';
import { adminProcedure } from '../../trpc.ts';

export const create = adminProcedure
  .output(backupSchema)
  .mutation(({ ctx }) => createBackup(ctx.call, ctx.deps.backups));
