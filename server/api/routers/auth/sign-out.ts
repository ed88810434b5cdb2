import { z } from 'zod';
import { signOut as endSession } from '../../../domain/auth/sign-out.ts';
import { userProcedure } from '../../trpc.ts';

export const signOut = userProcedure.output(z.void()).mutation(async ({ ctx }) => {
  await endSession(ctx.call, ctx.session.id);
  if (ctx.carrier === 'cookie') ctx.setSessionCookie(null);
});
