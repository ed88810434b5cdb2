import { z } from 'zod';
import { readStacks } from '../../../domain/stack/read-stacks.ts';
import { environmentRefInput } from '../../../schemas/identity.ts';
import { stackSummarySchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(environmentRefInput)
  .output(z.array(stackSummarySchema))
  .query(({ ctx, input }) => readStacks(ctx.call, input));
