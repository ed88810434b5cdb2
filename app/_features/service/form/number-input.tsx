'use client';

import type { ComponentProps } from 'react';
import { Input } from '../../../_components/ui/input.tsx';

type NumberInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  value: number | null;
  onChange: (value: number | null) => void;
};

/** A whole number, or nothing; what is no number becomes NaN, which the schema refuses. */
export function NumberInput({ value, onChange, ...rest }: NumberInputProps) {
  return (
    <Input
      type="number"
      inputMode="numeric"
      min={0}
      step={1}
      value={value === null || Number.isNaN(value) ? '' : value}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.valueAsNumber)}
      {...rest}
    />
  );
}
