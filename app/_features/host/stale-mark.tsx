'use client';

import { ClockFading } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ClockTime } from '../../_components/ui/clock-time.tsx';
import { Tooltip } from '../../_components/ui/tooltip.tsx';
import { cn } from '../../_lib/cn.ts';
import { AsOf } from './stale-notice.tsx';

type StaleMarkProps = {
  since: string | null;
  /** The time alone, where there is no room for words. */
  short?: boolean;
  className?: string;
};

/** On a row or a card, quietly: as of when it is shown. Nothing while it is fresh. */
export function StaleMark({ since, short = false, className }: StaleMarkProps) {
  const t = useTranslations('hosts.stale');
  if (since === null) return null;
  return (
    <Tooltip content={<AsOf since={since} />}>
      <span
        className={cn('inline-flex items-center gap-1 whitespace-nowrap text-ink-muted text-xs', className)}
      >
        <ClockFading aria-hidden="true" className="size-3 shrink-0" />
        {t.rich(short ? 'markShort' : 'mark', {
          time: () => <ClockTime date={since} className="tabular-nums" />,
        })}
      </span>
    </Tooltip>
  );
}
