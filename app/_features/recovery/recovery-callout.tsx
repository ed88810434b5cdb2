'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../../_components/ui/button.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { routes } from '../../_lib/routes.ts';
import { waitingHostCount } from './recovery-counts.ts';
import { useRecoveryOverview } from './use-recovery-overview.ts';

/** Where an administrator looks for what is not there: that hosts wait with it. */
export function RecoveryCallout() {
  const t = useTranslations('recovery.callout');
  const overview = useRecoveryOverview().data;
  const count = overview ? waitingHostCount(overview) : 0;
  if (count === 0) return null;
  return (
    <Notice
      tone="info"
      title={t('title', { count })}
      action={
        <Button asChild size="sm" variant="primary" className="self-center">
          <Link href={routes.recovery}>{t('action')}</Link>
        </Button>
      }
    >
      {t('text')}
    </Notice>
  );
}
