'use client';

import { Check, Minus } from 'lucide-react';
import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react';
import { cn } from '../../_lib/cn.ts';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  label: ReactNode;
  hint?: ReactNode;
  /** Keeps the label for screen readers only, as in the rows of a table. */
  labelHidden?: boolean;
  indeterminate?: boolean;
};

export function Checkbox({
  label,
  hint,
  labelHidden,
  indeterminate = false,
  className,
  ...rest
}: CheckboxProps) {
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);
  const Mark = indeterminate ? Minus : Check;
  return (
    <div className={cn('flex items-start gap-2', className)}>
      <span className="relative mt-0.5 inline-flex size-4 shrink-0">
        <input
          id={id}
          ref={ref}
          type="checkbox"
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer size-4 appearance-none rounded border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
          {...rest}
        />
        <Mark
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 size-3 text-accent-ink opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
        />
      </span>
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
