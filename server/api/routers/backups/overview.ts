import { backupOverviewSchema } from '../../../schemas/backup.ts';
import { adminProcedure } from '../../trpc.ts';

export const overview = adminProcedure
  .output(backupOverviewSchema)
  .query(({ ctx }) => ctx.deps.backups.overview());
