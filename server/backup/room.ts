import type { Database } from '../db/client.ts';
import type { Clock } from '../lib/clock.ts';
import type { Env } from '../lib/env.ts';
import type { Logger } from '../lib/logger.ts';

/** What every part of this room works with. */
export interface Room {
  readonly database: Database;
  readonly clock: Clock;
  readonly env: Env;
  readonly logger: Logger;
}
