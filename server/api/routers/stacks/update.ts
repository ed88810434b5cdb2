import { z } from 'zod';
import { updateStack } from '../../../domain/stack/update-stack.ts';
import { updateStackInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('restricted')
  .input(updateStackInput)
  .output(z.void())
  .mutation(({ ctx, input }) => updateStack(ctx.call, input));
