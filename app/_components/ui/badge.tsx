import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';

const badgeStyle = cva(
  'inline-flex max-w-full items-center gap-1 truncate rounded px-1.5 py-px font-medium text-2xs leading-4',
  {
    variants: {
      tone: {
        neutral: 'bg-stopped-soft text-stopped',
        accent: 'bg-accent-soft text-accent-text',
        running: 'bg-running-soft text-running',
        warning: 'bg-warning-soft text-warning',
        error: 'bg-error-soft text-error',
        outline: 'border border-line text-ink-muted',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

/** A short fact about the thing beside it. For states there is <StateBadge>. */
export function Badge({
  tone,
  className,
  ...rest
}: ComponentProps<'span'> & VariantProps<typeof badgeStyle>) {
  return <span className={cn(badgeStyle({ tone }), className)} {...rest} />;
}
