import { applyComposeFiles } from '../../../domain/compose/apply-compose.ts';
import { applyComposeInput, composeAppliedSchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const applyCompose = environmentProcedure('restricted')
  .input(applyComposeInput)
  .output(composeAppliedSchema)
  .mutation(({ ctx, input }) => applyComposeFiles(ctx.call, input));
