import { z } from 'zod';
import { removeHost } from '../../../domain/host/steer-host.ts';
import { hostRefInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const remove = environmentProcedure('member')
  .input(hostRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => removeHost(ctx.call, input));
