import { readOverview } from '../../../domain/recovery/read-overview.ts';
import { recoveryOverviewSchema } from '../../../schemas/recovery.ts';
import { adminProcedure } from '../../trpc.ts';

export const overview = adminProcedure
  .output(recoveryOverviewSchema)
  .query(({ ctx }) => readOverview(ctx.call));
