import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';
import { StateShape, type StateTone } from './state-shape.tsx';

const surfaces: Record<StateTone, string> = {
  running: 'bg-running-soft text-running',
  moving: 'bg-moving-soft text-moving',
  warning: 'bg-warning-soft text-warning',
  error: 'bg-error-soft text-error',
  stopped: 'bg-stopped-soft text-stopped',
  unknown: 'hatched bg-stopped-soft text-stopped',
};

type StateBadgeProps = {
  tone: StateTone;
  children: ReactNode;
  /** Without the pill, for dense tables. */
  plain?: boolean;
  className?: string;
};

export function StateBadge({ tone, children, plain, className }: StateBadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex h-[22px] shrink-0 items-center gap-1.5 whitespace-nowrap font-medium text-xs',
        plain ? 'text-ink' : cn('rounded-full pr-2.5 pl-2', surfaces[tone]),
        className,
      )}
    >
      <StateShape tone={tone} />
      <span>{children}</span>
    </span>
  );
}
