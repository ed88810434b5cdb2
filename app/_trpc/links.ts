import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../../server/api/root.ts';

const url = '/api/trpc';

/** Longer URLs are cut off by some proxies. */
const urlLengthMax = 2000;

/** Queries that carry whole files, or as many ids as there are hosts: too long for an address, so they go as POST, each for itself. */
const largeQueries: ReadonlySet<string> = new Set(['stacks.planCompose', 'recovery.plan']);

/** Queries and mutations in batches; subscriptions as server-sent events, which come back by themselves. */
export function createBrowserClient(): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: splitLink({
          condition: (operation) => largeQueries.has(operation.path),
          true: httpLink({ url, transformer: superjson, methodOverride: 'POST' }),
          false: httpBatchLink({ url, transformer: superjson, maxURLLength: urlLengthMax }),
        }),
      }),
    ],
  });
}
