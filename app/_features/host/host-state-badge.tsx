'use client';

import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { StateBadge } from '../../_components/ui/state-badge.tsx';
import { hostTone } from './host-state.ts';

type HostStateBadgeProps = {
  host: Pick<HostView, 'state'> & Partial<Pick<HostView, 'stateReason'>>;
  className?: string;
};

export function HostStateBadge({ host, className }: HostStateBadgeProps) {
  const t = useTranslations('hosts.states');
  return (
    <StateBadge tone={hostTone(host)} {...(className ? { className } : {})}>
      {t(host.state)}
    </StateBadge>
  );
}

/** The state's reason in words, and for how long. */
export function HostStateReason({ host }: { host: Pick<HostView, 'stateReason' | 'stateSince'> }) {
  const t = useTranslations('hosts');
  const reason = useHostReason(host.stateReason);
  return (
    <span>
      {reason ? `${reason} · ` : ''}
      {t.rich('since', { time: () => <RelativeTime date={host.stateSince} form="duration" /> })}
    </span>
  );
}

function useHostReason(code: string | null): string | null {
  const t = useTranslations('hosts.reasons');
  if (code === null) return null;
  const key = code as Parameters<typeof t.has>[0];
  return t.has(key) ? t(key) : code;
}
