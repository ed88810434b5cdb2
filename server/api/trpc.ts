/**
 * The API's door, in three parts: what a request carries (context.ts), how it is answered and refused (init), and the
 * kinds of procedure. A kind says in `meta` who may call it; the role matrix is rendered from there. No procedure is
 * built on anything but a kind, so none can forget to ask who is calling.
 */
import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import { z } from 'zod';
import type { Call } from '../domain/call.ts';
import { DomainError } from '../domain/errors.ts';
import { describeIssue } from '../schemas/messages.ts';
import { environmentIdSchema } from '../schemas/primitives/ids.ts';
import { type Role, roleAtLeast } from '../schemas/role.ts';
import type { ProcedureMeta } from './access.ts';
import type { RequestContext } from './context.ts';
import { describeError, toTransportError } from './errors.ts';
import { readInput } from './read-input.ts';

/** Proxies close a silent connection after 30 to 60 s; a stream is renewed before any credential check grows old. */
const PING_MS = 10_000;
const STREAM_LIFE_MS = 30 * 60_000;
const RECONNECT_AFTER_SILENCE_MS = 25_000;

z.config({ localeError: describeIssue });

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: { input: { serialize: superjson.serialize, deserialize: readInput }, output: superjson },
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      maxDurationMs: STREAM_LIFE_MS,
      client: { reconnectAfterInactivityMs: RECONNECT_AFTER_SILENCE_MS },
    },
    errorFormatter({ shape, error, ctx }) {
      const detail = describeError(error, ctx?.requestId ?? 'none');
      return { ...shape, message: detail.message, data: { ...shape.data, detail } };
    },
  });

export const createRouter = t.router;
export const createCallerFactory = t.createCallerFactory;

const base = t.procedure
  .use(async ({ next }) => {
    const result = await next();
    if (!result.ok) throw toTransportError(result.error);
    return result;
  })
  .use(({ ctx, type, next }) => {
    // A bearer token is sent on purpose; a cookie goes along with whatever page made the request.
    const stranger = ctx.origin === 'foreign' || (ctx.carrier === 'cookie' && ctx.origin !== 'same');
    if (type === 'mutation' && ctx.carrier !== 'bearer' && stranger) {
      throw new DomainError('forbidden', 'Changes are accepted only from pages of this server.');
    }
    return next();
  })
  .use(({ ctx, path, next }) => {
    const { database, clock } = ctx.deps;
    return next({ ctx: { request: { database, clock, procedure: path, clientIp: ctx.clientIp } } });
  });

export const publicProcedure = base.meta({ access: 'public' });

const signedInProcedure = base.use(({ ctx, next }) => {
  const { session, request } = ctx;
  if (session === null) throw new DomainError('not-signed-in', 'Sign in first.');
  const { userId: id, username, kind } = session;
  const call: Call = { ...request, caller: { id, username, kind } };
  return next({ ctx: { session, call } });
});

export const userProcedure = signedInProcedure.meta({ access: 'user' });

export const adminProcedure = signedInProcedure.meta({ access: 'admin' }).use(({ ctx, next }) => {
  if (ctx.call.caller.kind !== 'admin') {
    throw new DomainError('forbidden', 'Only an administrator may do this.');
  }
  return next();
});

/** Asks for the role before the rest of the input is looked at. To outsiders the environment does not exist. */
export function environmentProcedure(needed: Role) {
  return signedInProcedure
    .meta({ access: needed })
    .input(z.object({ environmentId: environmentIdSchema }))
    .use(async ({ ctx, input, next }) => {
      const role = await ctx.findAccess(ctx.call.caller, input.environmentId);
      if (role === null) throw new DomainError('not-found', 'There is no such environment.');
      if (!roleAtLeast(role, needed)) {
        throw new DomainError('forbidden', `This needs the role ${needed}; yours is ${role}.`);
      }
      return next({ ctx: { role } });
    });
}
