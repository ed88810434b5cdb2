'use client';

import { type ReactNode, useId } from 'react';
import { cn } from '../../_lib/cn.ts';

export type Segment<Value extends string> = { value: Value; label: ReactNode; icon?: ReactNode };

type SegmentedControlProps<Value extends string> = {
  legend: string;
  value: Value;
  options: readonly Segment<Value>[];
  onChange: (value: Value) => void;
  /** Labels are kept for screen readers and the icons stand alone. */
  iconOnly?: boolean;
  className?: string;
};

/** A choice among two to five, all in view; arrow keys move as in any radio group. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset
      className={cn('inline-flex h-8 items-stretch gap-0.5 rounded-md bg-sunken p-0.5', props.className)}
    >
      <legend className="sr-only">{props.legend}</legend>
      {props.options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'inline-flex items-center gap-1.5 rounded-[5px] px-2.5 font-medium text-ink-muted text-xs transition-colors hover:text-ink',
            'has-checked:bg-raised has-checked:text-ink has-checked:shadow-card',
            'has-focus-visible:outline-2 has-focus-visible:outline-ring [&_svg]:size-3.5',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
            className="sr-only"
          />
          {option.icon}
          <span className={props.iconOnly ? 'sr-only' : undefined}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
