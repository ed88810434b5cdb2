'use client';

import { useTranslations } from 'next-intl';
import type { Reason } from '../../../server/schemas/reason.ts';
import { cn } from '../../_lib/cn.ts';
import { reasonSentence } from './reason-sentence.ts';
import { RetryCountdown } from './retry-countdown.tsx';

type ReasonLineProps = { reason: Reason; className?: string };

/** The reason under a state, in a row of a table: a sentence, what stands behind it, and when it is tried again. */
export function ReasonLine({ reason, className }: ReasonLineProps) {
  const text = useReasonText(reason);
  const { retry, passing } = reasonSentence(reason);
  return (
    <span
      className={cn('block break-words text-xs', passing ? 'text-ink-faint' : 'text-ink-muted', className)}
    >
      {text}
      {retry ? (
        <>
          {' · '}
          <RetryCountdown retry={retry} />
        </>
      ) : null}
    </span>
  );
}

/** The same as plain text, for tooltips and labels. */
export function useReasonText(reason: Reason | null): string {
  const t = useTranslations('reasons.sentences');
  if (reason === null) return '';
  const { sentence, words, lacks } = reasonSentence(reason);
  const detail = words ?? lacks.join('; ');
  return detail === '' ? t(sentence) : `${t(sentence)}: ${detail}`;
}
