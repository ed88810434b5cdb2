import { planComposeFiles } from '../../../domain/compose/plan-compose.ts';
import { composeInput, composePlanSchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const planCompose = environmentProcedure('restricted')
  .input(composeInput)
  .output(composePlanSchema)
  .query(({ ctx, input }) => planComposeFiles(ctx.call, input));
