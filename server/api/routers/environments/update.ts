import { updateEnvironment } from '../../../domain/environment/update-environment.ts';
import { environmentViewSchema, updateEnvironmentInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('owner')
  .input(updateEnvironmentInput)
  .output(environmentViewSchema)
  .mutation(({ ctx, input }) => updateEnvironment(ctx.call, input));
