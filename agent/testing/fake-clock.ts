import type { Clock } from '../lib/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Time that moves only when the test says so; everything due on the way happens in its order. */
export class FakeClock implements Clock {
  #now: number;
  #wallOffsetMs = 0;
  #order = 0;
  #timers: Timer[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now + this.#wallOffsetMs;
  }

  monotonic(): number {
    return this.#now;
  }

  /** Somebody sets the time of day; nothing else notices. */
  setWallBy(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** The same time as a process sees it whose time of day is off by that much. */
  skewedBy(ms: number): Clock {
    return {
      now: () => this.now() + ms,
      monotonic: () => this.monotonic() + ms,
      sleep: (delay, signal) => this.sleep(delay, signal),
      after: (delay, callback) => this.after(delay, callback),
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.after(ms, resolve);
      const abort = (): void => {
        cancel();
        resolve();
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + Math.max(ms, 0), order: this.#order++, fire: callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.at <= end)
        .toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.fire();
      await settle();
    }
    this.#now = end;
  }

  /** Moves on step by step until the condition holds; fails when it does not within `withinMs` of fake time. */
  async until(condition: () => boolean, withinMs: number, stepMs = 10): Promise<void> {
    for (let spent = 0; spent <= withinMs; spent += stepMs) {
      await settle();
      if (condition()) return;
      await this.advance(stepMs);
    }
    throw new Error(`Not within ${withinMs} ms of fake time.`);
  }
}

/** Lets everything that can run without time passing run: promises, and callbacks queued behind them. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) await new Promise<void>((resolve) => setImmediate(resolve));
}
