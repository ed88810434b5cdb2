import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';

type LabelProps = ComponentProps<'label'> & { htmlFor: string };

export function Label({ className, htmlFor, children, ...rest }: LabelProps) {
  return (
    <label htmlFor={htmlFor} className={cn('font-medium text-ink text-sm', className)} {...rest}>
      {children}
    </label>
  );
}
