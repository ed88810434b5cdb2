import { readStack } from '../../../domain/stack/read-stacks.ts';
import { stackDetailSchema, stackRefInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(stackRefInput)
  .output(stackDetailSchema)
  .query(({ ctx, input }) => readStack(ctx.call, { ...input, role: ctx.role }));
