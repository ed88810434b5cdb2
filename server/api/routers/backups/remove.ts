import { z } from 'zod';
import { removeBackup } from '../../../domain/backup/change-backups.ts';
import { backupRefInput } from '../../../schemas/backup.ts';
import { adminProcedure } from '../../trpc.ts';

export const remove = adminProcedure
  .input(backupRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => removeBackup(ctx.call, ctx.deps.backups, input.name));
