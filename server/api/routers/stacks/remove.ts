import { z } from 'zod';
import { removeStack } from '../../../domain/stack/remove-stack.ts';
import { stackRefInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const remove = environmentProcedure('restricted')
  .input(stackRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => removeStack(ctx.call, input));
