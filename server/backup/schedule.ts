import type { BackupSettings } from '../schemas/backup.ts';

const HOUR_MS = 60 * 60 * 1000;

interface Asked {
  readonly settings: BackupSettings;
  /** ISO 8601; null: there was none yet. */
  readonly scheduledAt: string | null;
  readonly now: Date;
}

/** ISO 8601, in the past when one is due; null when none is wanted. The first is due at once. */
export function nextScheduledAt({ settings, scheduledAt, now }: Asked): string | null {
  if (settings.everyHours === 0) return null;
  if (scheduledAt === null) return now.toISOString();
  // A clock that was set back would otherwise put the next one off by as much.
  const last = Math.min(Date.parse(scheduledAt), now.getTime());
  return new Date(last + settings.everyHours * HOUR_MS).toISOString();
}
