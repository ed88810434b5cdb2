import { expect, it } from 'vitest';
import { createWatch } from './forgery-watch.ts';

const MINUTE_MS = 60_000;

function watchAt(start: number) {
  const time = { ms: start };
  return { time, watch: createWatch(() => time.ms) };
}
const ids = (count: number, prefix = 'u') => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

it('each lie is spoken of once', () => {
  const { watch, time } = watchAt(0);
  expect(watch.fresh('a', ['u1', 'u2'])).toEqual(['u1', 'u2']);
  time.ms += 60 * MINUTE_MS;
  expect(watch.fresh('a', ['u1', 'u2'])).toEqual([]);
});

it('a host that invents new ones each time is spoken of once in ten minutes', () => {
  const { watch, time } = watchAt(0);
  const told: number[] = [];
  for (let minute = 0; minute < 30; minute++) {
    if (watch.fresh('a', [`u${minute}`]).length > 0) told.push(minute);
    time.ms += MINUTE_MS;
  }
  expect(told).toEqual([0, 10, 20]);
});

it('what came within the ten minutes and is still there is spoken of afterwards', () => {
  const { watch, time } = watchAt(0);
  watch.fresh('a', ['u1']);
  expect(watch.fresh('a', ['u1', 'u2'])).toEqual([]);
  time.ms += 10 * MINUTE_MS;
  expect(watch.fresh('a', ['u1', 'u2'])).toEqual(['u2']);
});

it('however many one host invents, what others have said is remembered', () => {
  const { watch, time } = watchAt(0);
  watch.fresh('a', ['u1']);
  for (let again = 0; again < 5; again++) {
    time.ms += 10 * MINUTE_MS;
    expect(watch.fresh('b', ids(10_000, `${again}-`))).toHaveLength(10_000);
  }
  expect(watch.fresh('a', ['u1'])).toEqual([]);
});
