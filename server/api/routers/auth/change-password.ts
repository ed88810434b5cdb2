import { z } from 'zod';
import { spend } from '../../../auth/sign-in-limits.ts';
import { changePassword as replacePassword } from '../../../domain/auth/change-password.ts';
import { changePasswordInput } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const changePassword = userProcedure
  .input(changePasswordInput)
  .output(z.void())
  .mutation(async ({ ctx, input }) => {
    spend(ctx.limits.username, ctx.call.caller.username);
    await replacePassword({ ...ctx.call, sessionId: ctx.session.id }, input);
    ctx.limits.username.refund(ctx.call.caller.username);
  });
