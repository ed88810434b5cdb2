import type { ServerOptions } from 'node:http';

/** What a connection may take of our time and memory before it has said anything that makes sense. */
export const HTTP_LIMITS = {
  /** A request must arrive whole in this time, so that slow senders cannot hold connections. */
  requestTimeout: 60_000,
  headersTimeout: 15_000,
  /** How late the two above may be noticed. */
  connectionsCheckingInterval: 5_000,
  /** Longer than proxies keep theirs, so that it is never us who close a connection they are about to use. */
  keepAliveTimeout: 75_000,
  /** Address and headers together. */
  maxHeaderSize: 16 * 1024,
} as const satisfies ServerOptions;
