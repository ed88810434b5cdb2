'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Reason } from '../../../server/schemas/reason.ts';
import { ClockTime } from '../../_components/ui/clock-time.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { routes } from '../../_lib/routes.ts';
import { reasonSentence } from '../reason/reason-sentence.ts';
import { isAbsence, type StaleHost } from './staleness.ts';

type StaleNoticeProps = {
  environmentId: string;
  hosts: readonly StaleHost[];
  /** Why the page's object is not as asked. If it is for want of these hosts, the cure is told here. */
  reason?: Reason | null;
};

/** Once per page: which hosts cannot be asked, and as of when what is shown of them was true. */
export function StaleNotice({ environmentId, hosts, reason = null }: StaleNoticeProps) {
  const t = useTranslations('hosts.stale');
  const cures = useTranslations('reasons.cures');
  const [only, ...others] = hosts;
  if (!only) return null;
  const cure = reason && isAbsence(reason) ? reasonSentence(reason).cure : null;
  const host = (name: string, id: string) => (
    <Link href={routes.host(environmentId, id)} className="rounded underline underline-offset-2">
      {name}
    </Link>
  );
  return (
    <Notice
      tone="warning"
      title={
        others.length === 0
          ? t.rich('one', { host: () => host(only.name, only.id) })
          : t('many', { count: hosts.length })
      }
    >
      {others.length === 0 ? (
        <p>
          <AsOf since={only.since} />
        </p>
      ) : (
        <ul className="list-disc pl-4 marker:text-ink-faint">
          {hosts.map(({ id, name, since }) => (
            <li key={id}>
              {host(name, id)}: <AsOf since={since} />
            </li>
          ))}
        </ul>
      )}
      {cure ? <p className="mt-1">{cures(cure)}</p> : null}
    </Notice>
  );
}

/** "What you see of it is as of 14:02:11, 12 seconds ago." */
export function AsOf({ since }: { since: string }): ReactNode {
  const t = useTranslations('hosts.stale');
  return t.rich('asOf', {
    time: () => <ClockTime date={since} className="font-medium text-ink tabular-nums" />,
    ago: () => <RelativeTime date={since} className="tabular-nums" />,
  });
}
