import type { BackupSettings } from '../schemas/backup.ts';
import type { BackupState } from './stored-state.ts';

const HOUR_MS = 60 * 60 * 1000;

interface Asked extends BackupState {
  readonly settings: BackupSettings;
  readonly now: Date;
}

/**
 * ISO 8601, in the past when one is due; null when none is wanted. The first is due at once, and one that failed is
 * tried again after an hour.
 */
export function nextScheduledAt({ settings, scheduledAt, lastFailure, now }: Asked): string | null {
  if (settings.everyHours === 0) return null;
  // A clock that was set back would otherwise put the next one off by as much.
  const past = (iso: string) => Math.min(Date.parse(iso), now.getTime());
  const next = scheduledAt === null ? now.getTime() : past(scheduledAt) + settings.everyHours * HOUR_MS;
  const again = lastFailure === null ? 0 : past(lastFailure.at) + HOUR_MS;
  return new Date(Math.max(next, again)).toISOString();
}
