import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { createSignInLimits, RateLimited } from '../auth/sign-in-limits.ts';
import { createFindAccess } from '../domain/environment/access.ts';
import type { ServerDeps } from '../main/deps.ts';
import { type ApiState, createContext } from './context.ts';
import { describeError } from './errors.ts';
import { createOpenStreams } from './open-streams.ts';
import { appRouter } from './root.ts';

export const API_PATH = '/api/trpc';

/** Two compose files of half a MiB each, quoted as JSON, with room for variables. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;
const CALLS_PER_BATCH_MAX = 50;

/** Answers everything under `/api/trpc`, streams included. */
export function createApiHandler(deps: ServerDeps): (req: IncomingMessage, res: ServerResponse) => void {
  const state: ApiState = {
    deps,
    limits: createSignInLimits(() => deps.clock.monotonic()),
    streams: createOpenStreams(),
    findAccess: createFindAccess(deps.database),
  };
  return createHTTPHandler({
    router: appRouter,
    basePath: `${API_PATH}/`,
    maxBodySize: BODY_BYTES_MAX,
    maxBatchSize: CALLS_PER_BATCH_MAX,
    // Compose files are planned by a query, and no address is long enough for one.
    allowMethodOverride: true,
    createContext: ({ req, res, info }) =>
      createContext(state, { req, res, passive: info.type === 'subscription' }),
    responseMeta({ errors }) {
      const limited = errors.map((error) => error.cause).find((cause) => cause instanceof RateLimited);
      const retry = limited === undefined ? {} : { 'retry-after': String(limited.retryAfterSeconds) };
      return { headers: { 'cache-control': 'no-store', ...retry } };
    },
    onError({ error, path, ctx }) {
      const { code, requestId } = describeError(error, ctx?.requestId ?? 'none');
      if (code !== 'internal' && code !== 'unavailable') return;
      deps.logger.error({ err: error.cause ?? error, path, requestId }, 'api call failed');
    },
  });
}
