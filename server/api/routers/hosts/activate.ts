import { z } from 'zod';
import { activateHost } from '../../../domain/host/steer-host.ts';
import { hostRefInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const activate = environmentProcedure('member')
  .input(hostRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => activateHost(ctx.call, input));
