'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { exactTime, isoMinute } from './exact-time.ts';
import { useNow } from './now.ts';
import { relativeStep } from './relative-step.ts';

type RelativeTimeProps = {
  date: Date | string;
  /** "for 5 minutes" instead of "5 minutes ago". */
  form?: 'ago' | 'duration';
  className?: string;
};

/** Counts by itself: seconds in the first minute, then minutes, hours, days. The exact time is in the title. */
export function RelativeTime({ date, form = 'ago', className }: RelativeTimeProps) {
  const format = useFormatter();
  const t = useTranslations('ui');
  const at = typeof date === 'string' ? new Date(date) : date;
  const second = useNow();
  const exact = second === null ? at.toISOString() : exactTime(at);
  return (
    <time dateTime={at.toISOString()} title={exact} className={className}>
      {second === null ? isoMinute(at) : words(second)}
    </time>
  );

  function words(now: number): string {
    const step = relativeStep(now - at.getTime());
    if (form === 'duration') return t(`duration.${step.unit}`, { count: step.count });
    if (Math.abs(now - at.getTime()) < justNowMs) return t('justNow');
    return format.relativeTime(at, { now: new Date(now), unit: step.unit });
  }
}

/** Also how far the clocks of server and browser may differ before "in 3 seconds" would be shown for the past. */
const justNowMs = 5000;
