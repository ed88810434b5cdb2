import { createStack } from '../../../domain/stack/create-stack.ts';
import { createStackInput, stackSummarySchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const create = environmentProcedure('restricted')
  .input(createStackInput)
  .output(stackSummarySchema)
  .mutation(({ ctx, input }) => createStack(ctx.call, input));
