'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../../_components/ui/now.ts';
import { secondsUntil } from './reason-sentence.ts';

type RetryCountdownProps = { retry: { attempts: number; nextAttemptAt: string | null } };

/** "Tried 3 times · next try in 12 s", counting by itself. */
export function RetryCountdown({ retry }: RetryCountdownProps) {
  const t = useTranslations('reasons');
  const now = useNow();
  const { attempts, nextAttemptAt } = retry;
  const seconds = nextAttemptAt === null || now === null ? null : secondsUntil(nextAttemptAt, now);
  const next = seconds === null ? null : seconds === 0 ? t('nextNow') : t('nextIn', { seconds });
  return (
    <span className="tabular-nums">
      {[attempts > 0 ? t('attempts', { count: attempts }) : null, next].filter(Boolean).join(' · ')}
    </span>
  );
}
