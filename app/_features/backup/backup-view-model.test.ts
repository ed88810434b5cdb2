import { expect, it } from 'vitest';
import { type Backup, backupSettingsSchema } from '../../../server/schemas/backup.ts';
import {
  intervalChoices,
  intervalOf,
  isDue,
  lossOf,
  newestFirst,
  verificationOf,
} from './backup-view-model.ts';

function backup(name: string, over: Partial<Backup> = {}): Backup {
  return {
    name,
    kind: 'manual',
    createdAt: '2026-03-04T14:02:11.000Z',
    sizeBytes: 1000,
    serverVersion: '0.1.0',
    verifiedAt: null,
    problem: null,
    ...over,
  };
}

const verifiedAt = '2026-03-04T15:00:00.000Z';

it('is restorable only as long as the last check found it so', () => {
  expect(verificationOf(backup('a'))).toBe('unverified');
  expect(verificationOf(backup('a', { verifiedAt }))).toBe('verified');
  expect(verificationOf(backup('a', { verifiedAt, problem: 'cut off' }))).toBe('problem');
});

it('comes newest first', () => {
  const old = backup('old', { createdAt: '2026-03-03T23:59:59.000Z' });
  expect([old, backup('new')].sort(newestFirst).map(({ name }) => name)).toEqual(['new', 'old']);
});

it('warns before the only one, and before the only one that was checked, is deleted', () => {
  const good = backup('good', { verifiedAt });
  const other = backup('other');
  expect(lossOf(other, [other])).toBe('last');
  expect(lossOf(good, [good, other])).toBe('lastVerified');
  expect(lossOf(other, [good, other])).toBeNull();
  expect(lossOf(good, [good, backup('better', { verifiedAt })])).toBeNull();
});

it('tells intervals in days where it can', () => {
  expect([0, 1, 36, 24, 168].map(intervalOf)).toEqual([
    { unit: 'never' },
    { unit: 'hours', count: 1 },
    { unit: 'hours', count: 36 },
    { unit: 'days', count: 1 },
    { unit: 'days', count: 7 },
  ]);
});

it('offers intervals that the server takes, and keeps one that was set elsewhere', () => {
  for (const everyHours of intervalChoices(0)) {
    expect(backupSettingsSchema.safeParse({ everyHours, keep: 1 }).success, String(everyHours)).toBe(true);
  }
  expect(intervalChoices(5)).toEqual([0, 1, 5, 6, 12, 24, 168]);
  expect(intervalChoices(6)).toEqual(intervalChoices(0));
});

it('never tells of the next one as if it were past', () => {
  const at = Date.parse(verifiedAt);
  expect(isDue(verifiedAt, at + 5000)).toBe(true);
  expect(isDue(verifiedAt, at - 30_000)).toBe(true);
  expect(isDue(verifiedAt, at - 3_600_000)).toBe(false);
});
