import { describe, expect, it } from 'vitest';
import { nextScheduledAt } from './schedule.ts';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();
const settings = { everyHours: 24, keep: 7 };

describe('nextScheduledAt', () => {
  it.each([
    ['NoneYet_AtOnce', null, null, ago(0)],
    ['OneAnHourAgo_ADayAfterIt', ago(1), null, ago(-23)],
    ['OverdueForDays_SinceThen', ago(72), null, ago(48)],
    ['FailedJustNow_InAnHour', ago(30), ago(0), ago(-1)],
    ['FailedTwoHoursAgo_Due', ago(30), ago(2), ago(1)],
    ['FailedByHandBetween_AsPlanned', ago(1), ago(0.5), ago(-23)],
    ['ClockWasAhead_NotPutOff', ago(-100), null, ago(-24)],
  ])('%s', (_, scheduledAt, failedAt, expected) => {
    const lastFailure = failedAt === null ? null : { at: failedAt, message: 'no room' };
    expect(nextScheduledAt({ settings, scheduledAt, lastFailure, now: NOW })).toBe(expected);
  });

  it('NeverByItself_Null', () => {
    const never = { settings: { everyHours: 0, keep: 7 }, scheduledAt: null, lastFailure: null, now: NOW };
    expect(nextScheduledAt(never)).toBeNull();
  });
});
