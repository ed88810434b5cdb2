import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { waitUntil } from './wait-until.ts';

/** Time passes only by sleeping. */
function steppedClock(): Clock & { readonly slept: number[] } {
  let at = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => at,
    monotonic: () => at,
    async sleep(ms) {
      slept.push(ms);
      at += ms;
    },
  };
}

describe('waitUntil', () => {
  it('gives the first answer and does not sleep after it', async () => {
    const clock = steppedClock();
    const answers = [undefined, undefined, 'here'];

    expect(await waitUntil(() => answers.shift(), { timeoutMs: 1_000, intervalMs: 10, clock })).toBe('here');
    expect(clock.slept).toEqual([10, 10]);
  });

  it('takes false and null for answers', async () => {
    const clock = steppedClock();

    expect(await waitUntil(() => null, { timeoutMs: 1_000, intervalMs: 10, clock })).toBeNull();
  });

  it('asks a last time at the deadline and gives up', async () => {
    const clock = steppedClock();
    let asked = 0;
    const probe = () => {
      asked += 1;
      return undefined;
    };

    expect(await waitUntil(probe, { timeoutMs: 30, intervalMs: 10, clock })).toBeUndefined();
    expect(asked).toBe(4);
  });

  it('gives up when aborted', async () => {
    const clock = steppedClock();
    const signal = AbortSignal.abort();

    expect(
      await waitUntil(() => undefined, { timeoutMs: 30, intervalMs: 10, signal, clock }),
    ).toBeUndefined();
    expect(clock.slept).toEqual([]);
  });
});
