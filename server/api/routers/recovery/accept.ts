import { acceptRecovery } from '../../../domain/recovery/accept-recovery.ts';
import { acceptRecoveryInput, recoveryAcceptedSchema } from '../../../schemas/recovery.ts';
import { adminProcedure } from '../../trpc.ts';

export const accept = adminProcedure
  .input(acceptRecoveryInput)
  .output(recoveryAcceptedSchema)
  .mutation(({ ctx, input }) => acceptRecovery(ctx.call, input));
