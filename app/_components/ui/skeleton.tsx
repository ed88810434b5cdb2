import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';

/** Stands where content will be, at its size. Announce loading once, on the container: <SkeletonGroup>. */
export function Skeleton({ className, ...rest }: ComponentProps<'span'>) {
  return (
    <span
      aria-hidden="true"
      className={cn('block animate-breathe rounded bg-stopped-soft', className)}
      {...rest}
    />
  );
}

type SkeletonGroupProps = ComponentProps<'div'> & { label: string };

export function SkeletonGroup({ label, children, ...rest }: SkeletonGroupProps) {
  return (
    <div role="status" aria-busy="true" {...rest}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
