import { updateUser } from '../../../domain/user/update-user.ts';
import { updateUserInput, userViewSchema } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const update = adminProcedure
  .input(updateUserInput)
  .output(userViewSchema)
  .mutation(({ ctx, input }) => updateUser({ ...ctx.call, sessionId: ctx.session.id }, input));
