import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

function limitAt(clock: { now: number }) {
  return createRateLimit({ capacity: 2, refillMs: 1000, monotonic: () => clock.now });
}

test('lets a burst through, then one at a time', () => {
  const clock = { now: 0 };
  const limit = limitAt(clock);
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([null, null, 1000]);
  expect(limit.take('b')).toBeNull();
  clock.now = 600;
  expect(limit.take('a')).toBe(400);
  clock.now = 1000;
  expect(limit.take('a')).toBeNull();
  expect(limit.take('a')).toBe(1000);
});

test('a good attempt is given back', () => {
  const limit = limitAt({ now: 0 });
  for (let count = 0; count < 10; count += 1) {
    expect(limit.take('a')).toBeNull();
    limit.refund('a');
  }
});

test('keys beyond the bound push out the oldest, never the room', () => {
  const limit = limitAt({ now: 0 });
  limit.take('first');
  limit.take('first');
  for (let count = 0; count < 10_000; count += 1) limit.take(`k${count}`);
  expect(limit.take('first')).toBeNull();
  expect(limit.take('k9999')).toBeNull();
  expect(limit.take('k9999')).toBe(1000);
});
