import { cn } from '../../_lib/cn.ts';

/** The mark: three of the herd, and the drover's line behind them that keeps them together. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={cn('size-6', className)}>
      <path
        d="M4 4.5 11.5 12 4 19.5"
        stroke="var(--accent)"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <rect x="11.4" y="3.4" width="5" height="5" rx="1.5" fill="currentColor" />
      <rect x="16.6" y="9.5" width="5" height="5" rx="1.5" fill="currentColor" />
      <rect x="11.4" y="15.6" width="5" height="5" rx="1.5" fill="currentColor" />
    </svg>
  );
}

export function Wordmark({ name, className }: { name: string; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 font-semibold text-ink text-lg tracking-tight',
        className,
      )}
    >
      <LogoMark />
      {name}
    </span>
  );
}
