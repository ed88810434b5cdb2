'use client';

import { useTranslations } from 'next-intl';
import { intervalOf } from './backup-view-model.ts';

/** "every day", "every 6 hours", "only by hand". */
export function useIntervalText(): (everyHours: number) => string {
  const t = useTranslations('backups.schedule');
  return (everyHours) => {
    const interval = intervalOf(everyHours);
    return interval.unit === 'never' ? t('never') : t(interval.unit, { count: interval.count });
  };
}
