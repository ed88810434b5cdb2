import { spend } from '../../../auth/sign-in-limits.ts';
import { setUp } from '../../../domain/auth/set-up.ts';
import { setupInput, signedInSchema } from '../../../schemas/identity.ts';
import { publicProcedure } from '../../trpc.ts';

export const setup = publicProcedure
  .input(setupInput)
  .output(signedInSchema)
  .mutation(async ({ ctx, input }) => {
    spend(ctx.limits.address, ctx.clientIp);
    const { user, session } = await setUp(ctx.request, input);
    ctx.setSessionCookie({ token: session.token, maxAgeMs: session.lifeMs });
    return { user, token: null };
  });
