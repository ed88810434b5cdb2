'use client';

import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';
import { controlStyle } from './control-style.ts';
import { useFieldControl } from './field-context.ts';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  const field = useFieldControl(rest);
  return (
    <input
      type="text"
      className={cn(controlStyle, 'read-only:bg-sunken h-8 pointer-coarse:h-10', className)}
      autoComplete="off"
      spellCheck={false}
      {...rest}
      {...field}
    />
  );
}
