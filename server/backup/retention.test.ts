import { describe, expect, it } from 'vitest';
import type { Backup, BackupKind } from '../schemas/backup.ts';
import { backupName } from './name.ts';
import { expendable } from './retention.ts';

function backup(day: number, kind: BackupKind, state: 'whole' | 'bad' | 'unchecked' = 'whole'): Backup {
  const at = new Date(Date.UTC(2026, 10, day));
  return {
    name: backupName(at, kind),
    kind,
    createdAt: at.toISOString(),
    sizeBytes: 1,
    serverVersion: '0.1.0',
    verifiedAt: state === 'whole' ? at.toISOString() : null,
    problem: state === 'bad' ? 'It was cut off or altered.' : null,
  };
}

const days = (names: readonly string[]) =>
  names.map((name) => Number(name.slice(13, 15))).sort((a, b) => a - b);

describe('expendable', () => {
  it('MoreThanKept_TheOldestGo', () => {
    const all = [3, 1, 4, 2].map((day) => backup(day, 'scheduled'));
    expect(days(expendable(all, 2))).toEqual([1, 2]);
    expect(expendable(all, 4)).toEqual([]);
  });

  it('ByHand_Stays', () => {
    expect(expendable([backup(1, 'manual'), backup(2, 'manual'), backup(3, 'scheduled')], 1)).toEqual([]);
  });

  it('NewestAreBad_TheLatestWholeOnesStay', () => {
    const all = [
      ...[1, 2, 3].map((day) => backup(day, 'scheduled')),
      ...[4, 5, 6].map((day) => backup(day, 'scheduled', 'bad')),
    ];
    expect(days(expendable(all, 2))).toEqual([1, 4]);
  });

  it('NewestIsUnchecked_NothingWholeGoesForIt', () => {
    const all = [backup(1, 'scheduled'), backup(2, 'scheduled', 'unchecked')];
    expect(expendable(all, 1)).toEqual([]);
  });

  it('BeforeUpgrades_AreCountedByThemselves', () => {
    const all = [1, 2, 3].map((day) => backup(day, 'upgrade', 'unchecked'));
    expect(days(expendable([...all, backup(4, 'scheduled')], 2))).toEqual([1]);
  });
});
