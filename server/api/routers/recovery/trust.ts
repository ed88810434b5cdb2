import { trustServer } from '../../../domain/recovery/trust-server.ts';
import { trustInput } from '../../../schemas/recovery.ts';
import { adminProcedure } from '../../trpc.ts';

export const trust = adminProcedure
  .input(trustInput)
  .mutation(({ ctx, input }) => trustServer(ctx.call, input));
