import { readEnvironment } from '../../../domain/environment/read-environments.ts';
import { environmentRefInput, environmentViewSchema } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(environmentRefInput)
  .output(environmentViewSchema)
  .query(({ ctx, input }) => readEnvironment(ctx.call.database.prisma, ctx.call.caller, input.environmentId));
