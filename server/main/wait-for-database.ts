import pg from 'pg';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { waitUntil } from '../lib/wait-until.ts';

const TIMEOUT_MS = 60_000;
const INTERVAL_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** What waiting does not cure: a wrong password, user or database name. */
const HOPELESS = new Set(['28P01', '28000', '3D000', '42501']);

/** Machines start in any order: a database that is not there yet is waited for, one that says no is not. */
export async function waitForDatabase(
  url: string,
  { clock, logger, signal }: { clock: Clock; logger: Logger; signal: AbortSignal },
): Promise<void> {
  let latest: unknown;
  const answered = await waitUntil(
    async () => {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
      // What breaks while connecting rejects below as well.
      client.on('error', (error) => logger.debug({ err: error }, 'the first connection broke'));
      try {
        await client.connect();
        return true;
      } catch (error) {
        if (HOPELESS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
        if (latest === undefined) logger.warn({ err: error }, 'the database does not answer yet');
        latest = error;
        return undefined;
      } finally {
        await client.end();
      }
    },
    { timeoutMs: TIMEOUT_MS, intervalMs: INTERVAL_MS, signal, clock },
  );
  signal.throwIfAborted();
  if (!answered) throw new Error('The database did not answer within a minute.', { cause: latest });
}
