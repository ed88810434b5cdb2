import { z } from 'zod';
import { stopStack } from '../../../domain/stack/steer-stack.ts';
import { stackRefInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const stop = environmentProcedure('restricted')
  .input(stackRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => stopStack(ctx.call, input));
