'use client';

import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';
import { controlStyle } from './control-style.ts';
import { useFieldControl } from './field-context.ts';

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  const field = useFieldControl(rest);
  return (
    <textarea
      rows={3}
      className={cn(controlStyle, 'read-only:bg-sunken resize-y py-1.5', className)}
      {...rest}
      {...field}
    />
  );
}
