import { createUser } from '../../../domain/user/create-user.ts';
import { createUserInput, userViewSchema } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const create = adminProcedure
  .input(createUserInput)
  .output(userViewSchema)
  .mutation(({ ctx, input }) => createUser(ctx.call, input));
