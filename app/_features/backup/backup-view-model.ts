import type { Backup } from '../../../server/schemas/backup.ts';

export type Verification = 'verified' | 'unverified' | 'problem';

/** A failed check says more than an older one that passed. */
export function verificationOf({
  verifiedAt,
  problem,
}: Pick<Backup, 'verifiedAt' | 'problem'>): Verification {
  if (problem !== null) return 'problem';
  return verifiedAt === null ? 'unverified' : 'verified';
}

export function newestFirst(a: Pick<Backup, 'createdAt'>, b: Pick<Backup, 'createdAt'>): number {
  return Date.parse(b.createdAt) - Date.parse(a.createdAt);
}

/** Why deleting this one weighs more than deleting another; null when it does not. */
export function lossOf(backup: Backup, all: readonly Backup[]): 'last' | 'lastVerified' | null {
  const others = all.filter(({ name }) => name !== backup.name);
  if (others.length === 0) return 'last';
  const isGood = (one: Backup) => verificationOf(one) === 'verified';
  return isGood(backup) && !others.some(isGood) ? 'lastVerified' : null;
}

const hoursPerDay = 24;

export type Interval =
  | { readonly unit: 'never' }
  | { readonly unit: 'hours' | 'days'; readonly count: number };

/** In days where it is a whole number of them. */
export function intervalOf(everyHours: number): Interval {
  if (everyHours === 0) return { unit: 'never' };
  if (everyHours % hoursPerDay === 0) return { unit: 'days', count: everyHours / hoursPerDay };
  return { unit: 'hours', count: everyHours };
}

const usualHours = [0, 1, 6, 12, hoursPerDay, 7 * hoursPerDay] as const;

/** What the form offers; an interval set elsewhere stays as it is. */
export function intervalChoices(current: number): number[] {
  return [...new Set([...usualHours, current])].sort((a, b) => a - b);
}

/** The server looks every so often whether one is due: then "5 seconds ago" would be said of what is still to come. */
const lookMs = 60_000;

/** Whether the next one is made at the server's next look; `now` in milliseconds since the epoch. */
export function isDue(nextAt: string, now: number): boolean {
  return Date.parse(nextAt) - now < lookMs;
}
