import type { Clock } from '../../lib/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that moves only when the test says so. */
export interface FakeClock extends Clock {
  /** Moves time on; whoever wakes on the way runs at the moment it was due. */
  advance(ms: number): Promise<void>;
}

/** Lets everything run that needs no time to pass. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 10; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

export function createFakeClock(): FakeClock {
  let time = 0;
  let sleepers: Sleeper[] = [];

  return {
    now: () => 1_700_000_000_000 + time,
    monotonic: () => time,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = { at: time + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          resolve();
        });
      });
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (;;) {
        const [next] = sleepers.filter((sleeper) => sleeper.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        time = Math.max(time, next.at);
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        next.wake();
        await settle();
      }
      time = end;
    },
  };
}
