import { expect, it } from 'vitest';
import { clockTime, exactTime, isoMinute } from './exact-time.ts';

const at = new Date('2026-03-04T14:02:11Z');

it('is the time of day within a day, and the date with it beyond', () => {
  expect(clockTime(at, at.getTime() + 12_000)).toMatch(/^\d\d:\d\d:11$/);
  expect(clockTime(at, at.getTime() + 86_400_000)).toBe(exactTime(at));
  expect(exactTime(at)).toContain('2026');
});

it('is in UTC, and says so, before the time zone is known', () => {
  expect(isoMinute(at)).toBe('2026-03-04 14:02 UTC');
});
