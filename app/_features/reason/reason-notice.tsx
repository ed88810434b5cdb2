'use client';

import { useTranslations } from 'next-intl';
import type { Reason } from '../../../server/schemas/reason.ts';
import { Notice } from '../../_components/ui/notice.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { reasonSentence } from './reason-sentence.ts';
import { RetryCountdown } from './retry-countdown.tsx';

type ReasonNoticeProps = {
  reason: Reason;
  /** What it is about, where the page is about more than that. */
  about?: string;
  className?: string;
};

/** The reason at the top of a page, with all that is known about it and what to do. */
export function ReasonNotice({ reason, about, className }: ReasonNoticeProps) {
  const t = useTranslations('reasons');
  const { sentence, words, lacks, cure, retry, passing } = reasonSentence(reason);
  return (
    <Notice
      tone={passing ? 'info' : 'warning'}
      {...(className ? { className } : {})}
      title={
        <>
          {about ? `${about}: ` : ''}
          {t(`sentences.${sentence}`)}
          {passing ? null : (
            <span className="font-normal text-ink-muted">
              {' '}
              {t.rich('since', { time: () => <RelativeTime date={reason.since} form="duration" /> })}
            </span>
          )}
        </>
      }
    >
      {words ? <p className="mt-1 break-words font-mono text-ink text-xs">{words}</p> : null}
      {lacks.length > 0 ? (
        <ul aria-label={t('hostsAsked')} className="mt-1 list-disc pl-4 marker:text-ink-faint">
          {lacks.map((lack) => (
            <li key={lack}>{lack}</li>
          ))}
        </ul>
      ) : null}
      {cure ? <p className="mt-1">{t(`cures.${cure}`)}</p> : null}
      {retry ? (
        <p className="mt-1 text-ink-faint text-xs">
          <RetryCountdown retry={retry} />
        </p>
      ) : null}
    </Notice>
  );
}
