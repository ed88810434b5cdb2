'use client';

import { clockTime, exactTime, isoMinute } from './exact-time.ts';
import { useNow } from './now.ts';

type ClockTimeProps = { date: Date | string; className?: string };

const minuteMs = 60_000;

/** "14:02:11", for what has to be compared with other clocks and logs. The day is in the title. */
export function ClockTime({ date, className }: ClockTimeProps) {
  const at = typeof date === 'string' ? new Date(date) : date;
  const now = useNow(minuteMs);
  return (
    <time
      dateTime={at.toISOString()}
      title={now === null ? at.toISOString() : exactTime(at)}
      className={className}
    >
      {now === null ? isoMinute(at) : clockTime(at, now)}
    </time>
  );
}
