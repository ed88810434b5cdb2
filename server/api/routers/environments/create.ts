import { createEnvironment } from '../../../domain/environment/create-environment.ts';
import { createEnvironmentInput, environmentViewSchema } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const create = userProcedure
  .input(createEnvironmentInput)
  .output(environmentViewSchema)
  .mutation(({ ctx, input }) => createEnvironment(ctx.call, input));
