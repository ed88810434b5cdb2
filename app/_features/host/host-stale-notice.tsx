'use client';

import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { ClockTime } from '../../_components/ui/clock-time.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { isStale } from './host-state.ts';
import { AsOf } from './stale-notice.tsx';

/** At the top of a host's page while it, or the engine on it, does not answer. */
export function HostStaleNotice({ host }: { host: HostView }) {
  const t = useTranslations('hosts.stale');
  const { state, lastSeenAt, staleSince } = host;
  if (!isStale(state)) {
    if (staleSince === null) return null;
    return (
      <Notice tone="warning" title={t('engine')}>
        <AsOf since={staleSince} />
      </Notice>
    );
  }
  const title = lastSeenAt
    ? t.rich('silent', { ago: () => <RelativeTime date={lastSeenAt} className="tabular-nums" /> })
    : t('silentNever');
  return (
    <Notice tone="warning" title={title}>
      {staleSince
        ? t.rich('silentText', {
            time: () => <ClockTime date={staleSince} className="font-medium text-ink tabular-nums" />,
          })
        : null}
    </Notice>
  );
}
