/**
 * The agents' door: what a call carries, how it is refused, and the two kinds of procedure. Plain JSON and no
 * transformer, so that an agent of another version, or one not written in TypeScript, can be read with curl.
 */
import type { IncomingMessage } from 'node:http';
import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError, z } from 'zod';
import type { WireErrorCode } from '../../agent/protocol/errors.ts';
import { networkOf } from '../auth/client-network.ts';
import { readBearer } from '../auth/cookie.ts';
import { readClientIp } from '../auth/request-origin.ts';
import { makeStorable } from '../lib/storable.ts';
import { describeIssue } from '../schemas/messages.ts';
import { watchArrival } from './arrival.ts';
import type { HostLink } from './link.ts';
import { TRANSPORT, WireRefusal } from './wire-refusal.ts';

interface AgentContext {
  readonly link: HostLink;
  readonly clientIp: string;
  readonly bearer: string | null;
  readonly req: IncomingMessage;
}

export function createAgentContext(link: HostLink, req: IncomingMessage): AgentContext {
  return {
    link,
    clientIp: readClientIp(req, link.deps.env),
    bearer: readBearer(req.headers.authorization),
    req,
  };
}

const UNREADABLE: ReadonlySet<TRPCError['code']> = new Set([
  'BAD_REQUEST',
  'PARSE_ERROR',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
]);

export function wireCodeOf(error: TRPCError): WireErrorCode {
  if (error.cause instanceof WireRefusal) return error.cause.code;
  return UNREADABLE.has(error.code) ? 'message-invalid' : 'unavailable';
}

/** What the agent reads. The words of an unforeseen error stay in the server's log. */
function messageOf(error: TRPCError): string {
  if (error.cause instanceof WireRefusal) return error.cause.message;
  if (error.cause instanceof ZodError) {
    return error.cause.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`))
      .join(' ');
  }
  return UNREADABLE.has(error.code) ? 'The message could not be read.' : 'The server cannot answer just now.';
}

z.config({ localeError: describeIssue });

const t = initTRPC.context<AgentContext>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: messageOf(error).slice(0, 2000),
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, wireCode: wireCodeOf(error) },
  }),
});

export const createAgentRouter = t.router;

/** A message has few levels; a full report of 2,000 units has some hundred thousand parts. */
const BOUNDS = { depthMax: 16, partsMax: 2_000_000 };

/**
 * A report is a heartbeat too: one odd character in the words of an engine must not make its host seem lost. So what
 * cannot be stored is marked, not refused.
 */
async function readStorable(read: () => Promise<unknown>): Promise<unknown> {
  const storable = makeStorable(await read(), BOUNDS);
  if (storable === null)
    throw new WireRefusal('message-invalid', 'The message is nested too deeply or too large.');
  return storable.value;
}

const refusing = t.procedure.use(async ({ next, getRawInput }) => {
  const result = await next({ getRawInput: () => readStorable(getRawInput) });
  if (result.ok) return result;
  const { cause } = result.error;
  if (!(cause instanceof WireRefusal)) return result;
  throw new TRPCError({ code: TRANSPORT[cause.code], message: cause.message, cause });
});

/** For agents that have no session yet. */
export const openProcedure = refusing;

/** What an offer takes that carries nothing: the voucher and the proof. */
const SMALL_OFFER_BYTES = 8 * 1024;

/** As the caller has announced it. */
function isLarge({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return length === undefined || Number(length) > SMALL_OFFER_BYTES;
}

function refuseCrowd(): never {
  throw new WireRefusal('rate-limited', 'Too many offers at once. Try again in a moment.');
}

/** For hosts of another server. Asked before the message is read, because messages of strangers are large. */
export const offerProcedure = openProcedure.use(async ({ ctx: { link, req, clientIp }, next }) => {
  const network = networkOf(clientIp);
  if (!isLarge(req)) return link.openLimit.take(network) === null ? next() : refuseCrowd();
  if (link.offerLimit.take(network) !== null) refuseCrowd();
  const giveBack = link.largeOffers.take(network) ?? refuseCrowd();
  const late = new WireRefusal('message-invalid', 'The offer did not arrive in time.');
  const arrival = watchArrival(req, link.largeOfferReadMs, late);
  try {
    return await Promise.race([next(), arrival.lost]);
  } finally {
    arrival.stop();
    giveBack();
  }
});

/** For the host that the bearer token belongs to, and nothing beyond it. */
export const sessionProcedure = refusing.use(async ({ ctx, next }) => {
  const session = await ctx.link.sessions.find(ctx.bearer);
  return next({ ctx: { ...ctx, session } });
});
