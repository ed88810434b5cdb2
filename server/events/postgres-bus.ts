import pg from 'pg';
import { z } from 'zod';
import { CHANGES_CHANNEL, type ChangeNote, JOBS_CHANNEL, WAKE_CHANNEL } from '../db/notify.ts';
import { systemClock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { changeSchema } from '../schemas/event.ts';
import type { Bus } from './bus.ts';
import { Listeners } from './listeners.ts';

const CHANNELS = [WAKE_CHANNEL, JOBS_CHANNEL, CHANGES_CHANNEL];
const CONNECT_TIMEOUT_MS = 5_000;
const BACKOFF_MS = { first: 50, most: 2_000 };

/** A peer that vanished sends no word. Asked this often and given this long, it is noticed within ten seconds. */
export interface Keepalive {
  readonly everyMs: number;
  readonly timeoutMs: number;
}
const KEEPALIVE: Keepalive = { everyMs: 5_000, timeoutMs: 4_000 };

const noteSchema = z.object({ environmentId: z.string(), changes: z.array(changeSchema).nullable() });

interface Topics {
  readonly wake: Listeners<string>;
  readonly jobs: Listeners<string>;
  readonly changes: Listeners<ChangeNote>;
  readonly resync: Listeners<void>;
}

interface Line {
  readonly url: string;
  readonly topics: Topics;
  readonly logger: Logger;
  readonly keepalive: Keepalive;
  readonly signal: AbortSignal;
}

function deliver({ topics, logger }: Line, { channel, payload = '' }: pg.Notification): void {
  if (channel === WAKE_CHANNEL) topics.wake.tell(payload);
  else if (channel === JOBS_CHANNEL) topics.jobs.tell(payload);
  else {
    try {
      topics.changes.tell(noteSchema.parse(JSON.parse(payload)));
    } catch (error) {
      // Sent by a replica of another version: what it meant is unknown, so everything may have changed.
      logger.error({ err: error, payload }, 'a note of changes could not be read');
      topics.resync.tell();
    }
  }
}

/** Listens until the connection ends, which it reports by rejecting, or until aborted. */
async function listen(line: Line, onListening: () => void): Promise<void> {
  const { signal, keepalive } = line;
  const client = new pg.Client({
    connectionString: line.url,
    application_name: 'drover bus',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: keepalive.timeoutMs,
  });
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.once('end', () => lost.abort(new Error('the connection was closed')));
  client.on('notification', (message) => deliver(line, message));
  try {
    await client.connect();
    await client.query(CHANNELS.map((channel) => `listen ${client.escapeIdentifier(channel)}`).join('; '));
    onListening();
    const either = AbortSignal.any([signal, lost.signal]);
    while (!either.aborted) {
      await systemClock.sleep(keepalive.everyMs, either);
      if (!either.aborted) await client.query('select');
    }
    if (!signal.aborted) throw lost.signal.reason;
  } finally {
    await client.end();
  }
}

/** Listens again and again; the first time is the caller's to fail, later ones never are. */
async function keepListening(line: Line, onFirst: () => void): Promise<void> {
  let connections = 0;
  let backoffMs = BACKOFF_MS.first;
  while (!line.signal.aborted) {
    try {
      await listen(line, () => {
        connections += 1;
        backoffMs = BACKOFF_MS.first;
        if (connections === 1) onFirst();
        else line.topics.resync.tell();
      });
    } catch (error) {
      if (connections === 0) throw error;
      line.logger.warn({ err: error, backoffMs }, 'the connection that listens was lost');
      await systemClock.sleep(backoffMs, line.signal);
      backoffMs = Math.min(backoffMs * 2, BACKOFF_MS.most);
    }
  }
}

/** Resolves when it listens: what is announced from then on is heard, or a resync says that it may not have been. */
export async function createBus(url: string, logger: Logger, keepalive: Keepalive = KEEPALIVE): Promise<Bus> {
  const onError = (error: unknown) => logger.error({ err: error }, 'a listener of the bus failed');
  const topics: Topics = {
    wake: new Listeners(onError),
    jobs: new Listeners(onError),
    changes: new Listeners(onError),
    resync: new Listeners(onError),
  };
  const abort = new AbortController();
  const first = Promise.withResolvers<void>();
  const line: Line = { url, topics, logger, keepalive, signal: abort.signal };
  const listening = keepListening(line, first.resolve).catch(first.reject);
  await first.promise;
  return {
    onWake: (listener) => topics.wake.add(listener),
    onJobs: (listener) => topics.jobs.add(listener),
    onChanges: (listener) => topics.changes.add(listener),
    onResync: (listener) => topics.resync.add(listener),
    async close() {
      abort.abort();
      await listening;
      for (const listeners of Object.values(topics)) listeners.clear();
    },
  };
}
