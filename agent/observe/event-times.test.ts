import { expect, it } from 'vitest';
import { EventTimes } from './event-times.ts';

const ENGINE = 1_700_000_000_000;

it('an event that arrived late is dated to when it happened', () => {
  const times = new EventTimes();
  expect(times.toLocal(ENGINE, 1_000)).toBe(1_000);
  expect(times.toLocal(ENGINE + 100, 1_130)).toBe(1_100);
});

it('the first event was held up: a quicker one sets it right', () => {
  const times = new EventTimes();
  times.toLocal(ENGINE, 1_040);
  expect(times.toLocal(ENGINE + 100, 1_100)).toBe(1_100);
});

it.each([3_600_000, -3_600_000, 60, -60])(
  'the engine’s clock is set by %d ms: events go on as they come',
  (ms) => {
    const times = new EventTimes();
    times.toLocal(ENGINE, 1_000);
    expect(times.toLocal(ENGINE + 100 + ms, 1_100)).toBe(1_100);
  },
);
