/** The public API for programs: the console's own procedures, typed, over HTTP. Nothing of the server is imported but types. */
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
  type TRPCLink,
} from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import superjson from 'superjson';
import type { AppRouter } from '../api/root.ts';
import type { ErrorDetail } from '../schemas/error.ts';
import { type EnvironmentClient, environmentLink } from './environment-link.ts';
import { FetchEventSource } from './event-source.ts';

export type { AppRouter } from '../api/root.ts';
export type { EnvironmentClient } from './environment-link.ts';
export type DroverClient = TRPCClient<AppRouter>;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** The server refuses more. */
const CALLS_PER_BATCH_MAX = 50;

export interface DroverClientOptions {
  /** The server's address, for example http://10.0.0.5:8080. */
  readonly url: string;
  /** The token that `auth.signIn` gave; without it only public procedures answer. */
  readonly key?: string;
  /** Fills in `environmentId` wherever it is left out. */
  readonly environment?: string;
}

export function createDroverClient(
  options: DroverClientOptions & { readonly environment: string },
): EnvironmentClient;
export function createDroverClient(options: DroverClientOptions): DroverClient;
export function createDroverClient({
  url,
  key,
  environment,
}: DroverClientOptions): DroverClient | EnvironmentClient {
  const address = `${url.replace(/\/+$/, '')}/api/trpc`;
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  const transport = splitLink<AppRouter>({
    condition: (op) => op.type === 'subscription',
    true: httpSubscriptionLink({
      url: address,
      transformer: superjson,
      EventSource: FetchEventSource,
      eventSourceOptions: { headers },
    }),
    false: httpBatchLink({
      url: address,
      transformer: superjson,
      headers,
      maxItems: CALLS_PER_BATCH_MAX,
      // Queries carry whole compose files; no address is long enough for one.
      methodOverride: 'POST',
    }),
  });
  const links: TRPCLink<AppRouter>[] = environment ? [environmentLink(environment), transport] : [transport];
  return createTRPCClient<AppRouter>({ links });
}

function isErrorDetail(value: unknown): value is ErrorDetail {
  return typeof value === 'object' && value !== null && 'code' in value && 'requestId' in value;
}

/** The server's own account of a refusal; null when the error did not come from the server. */
export function errorDetailOf(error: unknown): ErrorDetail | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('detail' in data)) return null;
  return isErrorDetail(data.detail) ? data.detail : null;
}
