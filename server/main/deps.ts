import type { Database } from '../db/client.ts';
import type { Backups } from '../domain/backup/backups.ts';
import type { Bus } from '../events/bus.ts';
import type { Clock } from '../lib/clock.ts';
import type { Env } from '../lib/env.ts';
import type { Logger } from '../lib/logger.ts';

/**
 * What `main.ts` makes once and hands to every part that runs: the API, the agents' link and the reconciler. Parts
 * take what they need from here and make none of it themselves, so tests can hand them others.
 */
export interface ServerDeps {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly env: Env;
  readonly backups: Backups;
}
