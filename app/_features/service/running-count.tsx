'use client';

import { useTranslations } from 'next-intl';
import { cn } from '../../_lib/cn.ts';

type RunningCountProps = { running: number; total: number; className?: string };

/** "9/10" with a bar; complete, it is quiet. */
export function RunningCount({ running, total, className }: RunningCountProps) {
  const t = useTranslations('services.scale');
  const share = total === 0 ? 0 : Math.min(1, running / total);
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <span aria-hidden="true" className="h-1.5 w-12 overflow-hidden rounded-full bg-stopped-soft">
        <span
          className={cn(
            'block h-full rounded-full transition-[width] duration-300',
            running < total ? 'bg-accent' : 'bg-running',
          )}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span aria-hidden="true" className="text-ink-muted text-xs tabular-nums">
        {t('runningShort', { running, scale: total })}
      </span>
      <span className="sr-only">{t('running', { running, scale: total })}</span>
    </span>
  );
}
