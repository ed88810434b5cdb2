import { distrustServer } from '../../../domain/recovery/distrust-server.ts';
import { distrustInput } from '../../../schemas/recovery.ts';
import { adminProcedure } from '../../trpc.ts';

export const distrust = adminProcedure
  .input(distrustInput)
  .mutation(({ ctx, input }) => distrustServer(ctx.call, input));
