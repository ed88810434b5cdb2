'use client';

import { Popover as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;

export function PopoverContent({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          'fade-in-0 zoom-in-98 z-50 w-72 animate-in rounded-lg border border-line bg-raised shadow-pop outline-none duration-100',
          className,
        )}
        {...rest}
      />
    </Primitive.Portal>
  );
}
