import { z } from 'zod';
import { deactivateHost } from '../../../domain/host/steer-host.ts';
import { hostRefInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const deactivate = environmentProcedure('member')
  .input(hostRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => deactivateHost(ctx.call, input));
