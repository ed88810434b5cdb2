import { z } from 'zod';
import { updateHost } from '../../../domain/host/update-host.ts';
import { updateHostInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('member')
  .input(updateHostInput)
  .output(z.void())
  .mutation(({ ctx, input }) => updateHost(ctx.call, input));
