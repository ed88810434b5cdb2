import type { Backup } from '../schemas/backup.ts';

const isWhole = (backup: Backup) => backup.verifiedAt !== null && backup.problem === null;

/**
 * Names to delete. The newest `keep` scheduled backups stay, and besides them the newest `keep` that were found whole,
 * so that no run of bad ones ever pushes out a good one. Of those made before upgrades the newest `keep` stay; those made
 * by hand are nobody's to delete. `backups` in any order.
 */
export function expendable(backups: readonly Backup[], keep: number): string[] {
  const newestFirst = backups.toSorted((a, b) => (a.name < b.name ? 1 : -1));
  const scheduled = newestFirst.filter(({ kind }) => kind === 'scheduled');
  const upgrades = newestFirst.filter(({ kind }) => kind === 'upgrade');
  const kept = new Set([
    ...scheduled.slice(0, keep),
    ...scheduled.filter(isWhole).slice(0, keep),
    ...upgrades.slice(0, keep),
  ]);
  return [...scheduled, ...upgrades].filter((backup) => !kept.has(backup)).map(({ name }) => name);
}
