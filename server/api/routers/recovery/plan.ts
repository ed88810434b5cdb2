import { planRecovery } from '../../../domain/recovery/plan-recovery.ts';
import { recoveryPlanSchema, recoverySelectionInput } from '../../../schemas/recovery.ts';
import { adminProcedure } from '../../trpc.ts';

export const plan = adminProcedure
  .input(recoverySelectionInput)
  .output(recoveryPlanSchema)
  .query(({ ctx, input }) => planRecovery(ctx.call, input));
