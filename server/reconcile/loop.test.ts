import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logger } from '../lib/logger.ts';
import { type Loop, startLoop, type Visit } from './loop.ts';
import { createFakeClock, type FakeClock, settle } from './testing/fake-clock.ts';

const PERIOD_MS = 30_000;
const SETTLED: Visit = { kind: 'settled', requeueInMs: null };

describe('the reconcile loop', () => {
  let clock: FakeClock;
  let loop: Loop;
  let visits: string[];
  let keys: string[];
  let answer: (key: string) => Promise<Visit> | Visit;

  beforeEach(async () => {
    clock = createFakeClock();
    visits = [];
    keys = ['a'];
    answer = () => SETTLED;
    loop = startLoop({
      clock,
      logger: logger.child({}, { level: 'silent' }),
      list: async () => keys,
      async visit(key) {
        visits.push(key);
        return answer(key);
      },
      periodMs: PERIOD_MS,
      concurrencyMax: 2,
      jitter: () => 0,
    });
    await settle();
  });
  afterEach(async () => {
    await loop.stop();
  });

  /** A visit that lasts until the returned function is called. */
  function holdVisits(): () => void {
    const held = Promise.withResolvers<Visit>();
    answer = () => held.promise;
    return () => {
      answer = () => SETTLED;
      held.resolve(SETTLED);
    };
  }

  it('visits every key at the start', () => {
    expect(visits).toEqual(['a']);
  });

  it('visits at once when woken, and once however often', async () => {
    for (let wake = 0; wake < 5; wake += 1) loop.wake('a');
    await settle();
    expect(visits).toEqual(['a', 'a']);
  });

  it('wakes during a visit cause one more, not one each and not beside it', async () => {
    const release = holdVisits();
    loop.wake('a');
    await settle();
    for (let wake = 0; wake < 5; wake += 1) loop.wake('a');
    await clock.advance(1_000);
    expect(visits).toHaveLength(2);
    release();
    await clock.advance(1_000);
    expect(visits).toHaveLength(3);
  });

  it('a lost wake costs a period at most', async () => {
    await clock.advance(PERIOD_MS - 1);
    expect(visits).toHaveLength(1);
    await clock.advance(1);
    expect(visits).toHaveLength(2);
  });

  it('finds a key that nobody spoke of', async () => {
    keys.push('b');
    await clock.advance(PERIOD_MS);
    expect(visits).toContain('b');
  });

  it('comes back when the visit asked for it', async () => {
    answer = () => ({ kind: 'settled', requeueInMs: 5_000 });
    loop.wake('a');
    await clock.advance(4_999);
    expect(visits).toHaveLength(2);
    await clock.advance(1);
    expect(visits).toHaveLength(3);
  });

  it('a key that throws waits longer each time, woken or not, and keeps no other waiting', async () => {
    answer = (key) => {
      if (key === 'a') throw new Error('planner is broken');
      return SETTLED;
    };
    loop.wake('a');
    await settle();
    for (let second = 0; second < 20; second += 1) {
      loop.wake('a');
      loop.wake('b');
      await clock.advance(1_000);
    }
    expect(visits.filter((key) => key === 'b').length).toBeGreaterThan(15);
    // 0.5, 1, 2, 4 and 8 seconds apart.
    expect(visits.filter((key) => key === 'a').length).toBeLessThan(8);
  });

  it('is in good order again after the first visit that succeeds', async () => {
    answer = () => ({ kind: 'failed' });
    loop.wake('a');
    await clock.advance(10_000);
    answer = () => SETTLED;
    await clock.advance(30_000);
    const before = visits.length;
    loop.wake('a');
    await settle();
    expect(visits).toHaveLength(before + 1);
  });

  it('after a lost connection was made again, what failed meanwhile is tried at once', async () => {
    answer = () => ({ kind: 'failed' });
    loop.wake('a');
    await clock.advance(20_000);
    answer = () => SETTLED;
    const before = visits.length;
    loop.wakeAll();
    await settle();
    expect(visits).toHaveLength(before + 1);
  });

  it('tries again soon after a lost race', async () => {
    answer = () => ({ kind: 'again' });
    loop.wake('a');
    await settle();
    answer = () => SETTLED;
    await clock.advance(100);
    expect(visits).toHaveLength(3);
  });

  it('forgets a key that is gone', async () => {
    answer = () => ({ kind: 'gone' });
    keys = [];
    loop.wake('a');
    await clock.advance(PERIOD_MS * 2);
    expect(visits).toHaveLength(2);
  });

  it('a slow visit is followed by a rest, so that planning leaves room for the rest', async () => {
    const release = holdVisits();
    loop.wake('a');
    await clock.advance(100);
    loop.wake('a');
    release();
    await settle();
    expect(visits).toHaveLength(2);
    await clock.advance(100);
    expect(visits).toHaveLength(3);
  });

  it('visits no more keys at a time than it may', async () => {
    const release = holdVisits();
    for (const key of ['a', 'b', 'c']) loop.wake(key);
    await clock.advance(1_000);
    expect(visits.slice(1)).toEqual(['a', 'b']);
    release();
    await clock.advance(1_000);
    expect(visits).toContain('c');
  });

  it('stops only when the visits under way have ended', async () => {
    const release = holdVisits();
    loop.wake('a');
    await settle();
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    await settle();
    expect(stopped).toBe(false);
    release();
    await stopping;
    expect(stopped).toBe(true);
  });
});
