import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

const looks = {
  info: { icon: Info, style: 'bg-moving-soft', accent: 'text-moving' },
  success: { icon: CircleCheck, style: 'bg-running-soft', accent: 'text-running' },
  warning: { icon: TriangleAlert, style: 'bg-warning-soft', accent: 'text-warning' },
  error: { icon: CircleAlert, style: 'bg-error-soft', accent: 'text-error' },
} as const;

type NoticeProps = {
  tone: keyof typeof looks;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** Something worth knowing, in its place on the page. Errors and warnings are announced when they appear. */
export function Notice({ tone, title, children, action, className }: NoticeProps) {
  const { icon: Icon, style, accent } = looks[tone];
  return (
    <div
      role={tone === 'error' || tone === 'warning' ? 'alert' : 'status'}
      className={cn('flex items-start gap-2.5 rounded-lg px-3 py-2.5 text-sm', style, className)}
    >
      <Icon aria-hidden="true" className={cn('mt-0.5 size-4 shrink-0', accent)} />
      <div className="min-w-0 flex-1 break-words text-ink">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={title ? 'text-ink-muted' : undefined}>{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
