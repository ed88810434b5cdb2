import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

type EmptyStateProps = {
  icon: LucideIcon;
  title: ReactNode;
  /** What would be here, and what to do first. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        'flex flex-col items-center gap-3 rounded-lg border border-line border-dashed px-6 py-14 text-center',
        className,
      )}
    >
      <span className="flex size-10 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <div className="flex max-w-md flex-col gap-1">
        <p className="font-semibold text-base text-ink">{title}</p>
        {children ? <div className="text-ink-muted text-sm">{children}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap justify-center gap-2 pt-1">{action}</div> : null}
    </div>
  );
}
