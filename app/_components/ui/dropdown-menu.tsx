'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

export const DropdownMenu = Primitive.Root;
export const DropdownMenuTrigger = Primitive.Trigger;
export const DropdownMenuRadioGroup = Primitive.RadioGroup;

export function DropdownMenuContent({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          'fade-in-0 zoom-in-98 z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-in overflow-y-auto',
          'rounded-lg border border-line bg-raised p-1 shadow-pop duration-100',
          className,
        )}
        {...rest}
      />
    </Primitive.Portal>
  );
}

const itemStyle = cn(
  'flex min-h-8 select-none items-center gap-2 rounded-[5px] px-2 py-1 text-ink text-sm outline-none pointer-coarse:min-h-10',
  'data-[highlighted]:bg-hover data-[disabled]:pointer-events-none',
  '[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint',
);

type ItemProps = ComponentProps<typeof Primitive.Item> & {
  tone?: 'danger';
  /** Why the action cannot be taken now. The item stays in view, disabled, and says so. */
  reason?: string | undefined;
};

export function DropdownMenuItem({ className, tone, reason, children, ...rest }: ItemProps) {
  return (
    <Primitive.Item
      className={cn(itemStyle, tone === 'danger' && 'text-error [&_svg]:text-error', className)}
      disabled={reason !== undefined}
      {...rest}
    >
      {reason === undefined ? (
        children
      ) : (
        <span className="flex min-w-0 flex-col">
          <span className="flex items-center gap-2 opacity-50">{children}</span>
          <span className="max-w-60 text-ink-muted text-xs">{reason}</span>
        </span>
      )}
    </Primitive.Item>
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={cn(itemStyle, className)} {...rest}>
      {children}
      <Primitive.ItemIndicator className="ml-auto">
        <Check aria-hidden="true" />
      </Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return (
    <Primitive.Label className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-faint">
      {children}
    </Primitive.Label>
  );
}

export const DropdownMenuSeparator = () => <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
