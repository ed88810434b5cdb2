import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

type MeterProps = {
  label: string;
  /** 0 to 1 of the whole; null when it is not known. */
  value: number | null;
  /** The same in words: "2.1 of 8 GiB". */
  text: ReactNode;
  className?: string;
};

const crowded = 0.85;
const full = 0.97;

/** How much of a capacity is taken. Near the end it changes colour, and the words beside it say the numbers. */
export function Meter({ label, value, text, className }: MeterProps) {
  const share = value === null ? 0 : Math.min(1, Math.max(0, value));
  const fill = share >= full ? 'bg-error' : share >= crowded ? 'bg-warning' : 'bg-accent';
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <div className="flex items-baseline justify-between gap-2 text-xs">
        <span className="text-ink-faint">{label}</span>
        <span className="truncate text-ink-muted tabular-nums">{text}</span>
      </div>
      <meter className="sr-only" aria-label={label} min={0} max={1} value={share} />
      <div
        aria-hidden="true"
        className={cn('h-1.5 overflow-hidden rounded-full bg-stopped-soft', value === null && 'hatched')}
      >
        <div
          className={cn('h-full rounded-full transition-[width] duration-500', fill)}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
