import { networkOf } from '../../../auth/client-network.ts';
import { spend } from '../../../auth/sign-in-limits.ts';
import { signIn as openSession } from '../../../domain/auth/sign-in.ts';
import { signedInSchema, signInInput } from '../../../schemas/identity.ts';
import { publicProcedure } from '../../trpc.ts';

export const signIn = publicProcedure
  .input(signInInput)
  .output(signedInSchema)
  .mutation(async ({ ctx, input }) => {
    const { address, username } = ctx.limits;
    const network = networkOf(ctx.clientIp);
    spend(address, network);
    spend(username, input.username);
    const { user, session } = await openSession(ctx.request, input);
    address.refund(network);
    username.refund(input.username);
    if (!session.browser) return { user, token: session.token };
    ctx.setSessionCookie({ token: session.token, maxAgeMs: session.lifeMs });
    return { user, token: null };
  });
