import { dismissRecovery } from '../../../domain/recovery/dismiss-recovery.ts';
import { dismissRecoveryInput } from '../../../schemas/recovery.ts';
import { adminProcedure } from '../../trpc.ts';

export const dismiss = adminProcedure
  .input(dismissRecoveryInput)
  .mutation(({ ctx, input }) => dismissRecovery(ctx.call, input));
