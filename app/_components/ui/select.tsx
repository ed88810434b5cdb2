'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';
import { controlStyle } from './control-style.ts';
import { useFieldControl } from './field-context.ts';

/** The browser's own select: right on phones, with screen readers, and by keyboard. Children are <option>s. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  const field = useFieldControl(rest);
  return (
    <span className={cn('relative block', className)}>
      <select
        className={cn(controlStyle, 'drover-select h-8 appearance-none pr-8 pointer-coarse:h-10')}
        {...rest}
        {...field}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-faint"
      />
    </span>
  );
}
