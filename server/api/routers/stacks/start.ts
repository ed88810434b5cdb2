import { z } from 'zod';
import { startStack } from '../../../domain/stack/steer-stack.ts';
import { stackRefInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const start = environmentProcedure('restricted')
  .input(stackRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => startStack(ctx.call, input));
