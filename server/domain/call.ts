import type { Database } from '../db/client.ts';
import type { Clock } from '../lib/clock.ts';

/** The person on whose behalf something happens. */
export interface Caller {
  readonly id: string;
  readonly username: string;
  readonly kind: 'admin' | 'user';
}

/** What every use case is given: where to write, what time it is, who asks, and by which procedure. */
export interface Call {
  readonly database: Database;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly procedure: string;
  readonly clientIp: string | null;
}
