'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '../../_lib/cn.ts';

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role' | 'checked'> & {
  checked: boolean;
  label: ReactNode;
  hint?: ReactNode;
  labelHidden?: boolean;
};

/** For what takes effect at once. Inside a form that is saved, use a checkbox. */
export function Switch({ label, hint, labelHidden, className, checked, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className={cn('flex items-start gap-2.5', className)}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={cn(
          'relative mt-px h-[18px] w-8 shrink-0 appearance-none rounded-full bg-line-strong transition-colors',
          'before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-canvas before:transition-transform',
          'checked:bg-accent checked:before:translate-x-3.5 disabled:opacity-50',
        )}
        {...rest}
      />
      <span className={labelHidden ? 'sr-only' : 'flex min-w-0 flex-col'}>
        <label htmlFor={id} className="text-ink text-sm">
          {label}
        </label>
        {hint ? (
          <span id={`${id}-hint`} className="text-ink-faint text-xs">
            {hint}
          </span>
        ) : null}
      </span>
    </div>
  );
}
