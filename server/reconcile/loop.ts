import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';

/** How a visit ended. `again` asks for another one soon; `failed` was refused and backs off like an error. */
export type Visit =
  | { readonly kind: 'settled'; readonly requeueInMs: number | null }
  | { readonly kind: 'again' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'gone' };

export interface LoopOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  visit(key: string): Promise<Visit>;
  /** All keys there are. */
  list(): Promise<readonly string[]>;
  readonly periodMs: number;
  readonly concurrencyMax: number;
  /** From 0 to 1; spreads keys, and replicas, over the period. */
  readonly jitter: () => number;
}

export interface Loop {
  /** Something about the key may have changed. Any number of wakes before the next visit are one. */
  wake(key: string): void;
  /** Anything may have changed, also what made keys fail. */
  wakeAll(): void;
  /** Starts no further visits and waits for those under way. */
  stop(): Promise<void>;
}

interface Entry {
  running: boolean;
  /** Woken while running: what changed may have come too late for that visit. */
  again: boolean;
  dueAt: number;
  /** No visit before this, however often it is woken. */
  notBefore: number;
  failures: number;
}

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 30_000;
const LIST_RETRY_MS = 2_000;
const RACE_LOST_MS = 20;
/** A busy environment rests as long as its visit took, so planning never takes more than half of a core. */
const REST_SHARE = 1;
const REST_MAX_MS = 250;
const SHARE_OF_PERIOD_JITTERED = 0.3;

interface Ended {
  readonly visit: Visit;
  readonly startedAt: number;
  readonly now: number;
  /** When it is visited in any case. */
  readonly periodMs: number;
}

/** When the key is visited next. */
function settle(entry: Entry, { visit, startedAt, now, periodMs }: Ended): void {
  const rest = Math.min((now - startedAt) * REST_SHARE, REST_MAX_MS);
  entry.failures = visit.kind === 'failed' ? entry.failures + 1 : 0;
  const backoff = Math.min(BACKOFF_FIRST_MS * 2 ** (entry.failures - 1), BACKOFF_MAX_MS);
  entry.notBefore = now + (visit.kind === 'failed' ? backoff : rest);
  const wait = visit.kind === 'settled' ? Math.min(periodMs, visit.requeueInMs ?? periodMs) : RACE_LOST_MS;
  entry.dueAt = entry.again ? now : now + wait;
}

/**
 * Level-triggered: a key is visited when it is woken, when it asked to be, and every period in any case, so a wake that
 * was lost costs time and nothing else. One visit of a key at a time; a key that fails waits longer each time and
 * keeps no other waiting.
 */
export function startLoop(options: LoopOptions): Loop {
  const { clock, logger } = options;
  const entries = new Map<string, Entry>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let listAt = clock.monotonic();
  let nudge = new AbortController();

  function entryOf(key: string): Entry {
    const entry = entries.get(key) ?? { running: false, again: false, dueAt: 0, notBefore: 0, failures: 0 };
    if (!entries.has(key)) entries.set(key, entry);
    return entry;
  }

  function wake(key: string): void {
    const entry = entryOf(key);
    if (entry.running) entry.again = true;
    entry.dueAt = Math.min(entry.dueAt, clock.monotonic());
    nudge.abort();
  }

  async function run(key: string, entry: Entry): Promise<void> {
    const startedAt = clock.monotonic();
    let visit: Visit;
    try {
      visit = await options.visit(key);
    } catch (error) {
      logger.error({ err: error, key, failures: entry.failures + 1 }, 'a visit failed');
      visit = { kind: 'failed' };
    }
    entry.running = false;
    if (visit.kind === 'gone' && !entry.again) entries.delete(key);
    else {
      const periodMs = options.periodMs * (1 - SHARE_OF_PERIOD_JITTERED * options.jitter());
      settle(entry, { visit, startedAt, now: clock.monotonic(), periodMs });
    }
    nudge.abort();
  }

  function startDue(): void {
    for (const [key, entry] of entries) {
      if (running.size >= options.concurrencyMax) return;
      if (entry.running || Math.max(entry.dueAt, entry.notBefore) > clock.monotonic()) continue;
      entry.running = true;
      entry.again = false;
      const visit = run(key, entry);
      running.add(visit);
      void visit.finally(() => running.delete(visit)).then(() => nudge.abort());
    }
  }

  async function list(): Promise<void> {
    try {
      for (const key of await options.list()) entryOf(key);
      listAt = clock.monotonic() + options.periodMs;
    } catch (error) {
      logger.error({ err: error }, 'the list of what to visit could not be read');
      listAt = clock.monotonic() + LIST_RETRY_MS;
    }
  }

  function nextAt(): number {
    let next = listAt;
    if (running.size >= options.concurrencyMax) return next;
    for (const entry of entries.values()) {
      if (!entry.running) next = Math.min(next, Math.max(entry.dueAt, entry.notBefore));
    }
    return next;
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      nudge = new AbortController();
      if (listAt <= clock.monotonic()) await list();
      startDue();
      const wait = Math.max(0, nextAt() - clock.monotonic());
      await clock.sleep(wait, AbortSignal.any([nudge.signal, stopping.signal]));
    }
    await Promise.all(running);
  }

  const worked = work();
  return {
    wake,
    wakeAll() {
      listAt = clock.monotonic();
      for (const [key, entry] of entries) {
        entry.notBefore = clock.monotonic();
        entry.failures = 0;
        wake(key);
      }
      nudge.abort();
    },
    async stop() {
      stopping.abort();
      await worked;
    },
  };
}
