import { z } from 'zod';
import { restartStack } from '../../../domain/stack/steer-stack.ts';
import { stackRefInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const restart = environmentProcedure('restricted')
  .input(stackRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => restartStack(ctx.call, input));
