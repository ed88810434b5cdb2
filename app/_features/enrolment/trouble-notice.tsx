'use client';

import { useTranslations } from 'next-intl';
import { Notice } from '../../_components/ui/notice.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import type { EnrolmentStatus, Trouble } from './enrolment-steps.ts';

const checks = {
  nothing: ['reach', 'firewall', 'ran'],
  noAgent: ['logs', 'clock', 'proxy'],
  noEngine: ['socket', 'engineUp', 'logs'],
  notActive: ['logs', 'report'],
} as const;

/** Why the host has not come yet, as far as the server can tell, and what to look at. */
export function TroubleNotice({ trouble, status }: { trouble: Trouble; status: EnrolmentStatus }) {
  const t = useTranslations('enrolment.trouble');
  if (trouble === 'expired') return <Notice tone="error">{t('expired')}</Notice>;
  if (trouble === 'failed') {
    if (!status.lastFailure) return null;
    const { message, at } = status.lastFailure;
    return (
      <Notice tone="error" title={t('failed')}>
        <p>{message}</p>
        <p className="text-ink-faint text-xs">
          <RelativeTime date={at} />
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="warning" title={t(`${trouble}.title`)}>
      <ul className="mt-1 list-disc space-y-1 pl-4">
        {checks[trouble].map((check) => (
          <li key={check}>
            {t.rich(`checks.${check}`, {
              code: (chunks) => <code className="font-mono text-xs">{chunks}</code>,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
