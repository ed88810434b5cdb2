import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBearer, readCookie, SESSION_COOKIE, sessionCookie } from '../auth/cookie.ts';
import { isEncrypted, type RequestOrigin, readClientIp, readRequestOrigin } from '../auth/request-origin.ts';
import { findSignedIn, type SessionRow } from '../auth/session.ts';
import type { SignInLimits } from '../auth/sign-in-limits.ts';
import type { FindAccess } from '../domain/environment/access.ts';
import type { ServerDeps } from '../main/deps.ts';
import type { OpenStreams } from './open-streams.ts';

/** What the API keeps between requests. */
export interface ApiState {
  readonly deps: ServerDeps;
  readonly limits: SignInLimits;
  readonly streams: OpenStreams;
  readonly findAccess: FindAccess;
}

export interface RequestContext extends ApiState {
  readonly requestId: string;
  readonly clientIp: string;
  readonly origin: RequestOrigin;
  /** How the session came; only a cookie is sent by a browser without anyone's intent. */
  readonly carrier: 'bearer' | 'cookie' | 'none';
  readonly session: SessionRow | null;
  /** Null takes the cookie away. */
  setSessionCookie(cookie: { token: string; maxAgeMs: number } | null): void;
}

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** True for the long-lived read of an open page, which does not prolong a session. */
  readonly passive: boolean;
}

export async function createContext(state: ApiState, exchange: Exchange): Promise<RequestContext> {
  const { deps } = state;
  const { req, res } = exchange;
  const bearer = readBearer(req.headers.authorization);
  const token = bearer ?? readCookie(req.headers.cookie, SESSION_COOKIE);
  const carrier = bearer !== null ? 'bearer' : token === null ? 'none' : 'cookie';
  const setSessionCookie: RequestContext['setSessionCookie'] = (cookie) => {
    const secure = isEncrypted(req, deps.env);
    res.setHeader('Set-Cookie', sessionCookie({ ...(cookie ?? { token: '', maxAgeMs: 0 }), secure }));
  };
  const signedIn =
    token === null
      ? null
      : await findSignedIn(deps.database, { token, now: deps.clock.now(), prolong: !exchange.passive });
  if (token !== null && carrier === 'cookie' && signedIn !== null && signedIn.renewedForMs !== null) {
    setSessionCookie({ token, maxAgeMs: signedIn.renewedForMs });
  }
  return {
    ...state,
    requestId: randomUUID(),
    clientIp: readClientIp(req, deps.env),
    origin: readRequestOrigin(req.headers, deps.env),
    carrier,
    session: signedIn?.session ?? null,
    setSessionCookie,
  };
}
