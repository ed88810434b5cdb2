'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FieldContext } from '../../../_components/ui/field-context.ts';
import { Input } from '../../../_components/ui/input.tsx';
import { Select } from '../../../_components/ui/select.tsx';
import { bytesOf, type SizeUnit, sizeText, sizeUnits } from './size-text.ts';

type SizeInputProps = {
  bytes: number | null;
  onChange: (bytes: number | null) => void;
  placeholder: string;
};

/** An amount of memory in MiB or GiB. */
export function SizeInput({ bytes, onChange, placeholder }: SizeInputProps) {
  const t = useTranslations('serviceForm');
  const [shown, setShown] = useState(() => sizeText(bytes));

  function change(next: { text: string; unit: SizeUnit }) {
    setShown(next);
    onChange(bytesOf(next.text, next.unit));
  }

  return (
    <span className="flex gap-1.5">
      <Input
        inputMode="decimal"
        value={shown.text}
        placeholder={placeholder}
        className="min-w-0 flex-1"
        onChange={(event) => change({ ...shown, text: event.target.value })}
      />
      <FieldContext value={null}>
        <Select
          aria-label={t('unit')}
          value={shown.unit}
          className="w-20"
          onChange={(event) => change({ ...shown, unit: event.target.value === 'GiB' ? 'GiB' : 'MiB' })}
        >
          {Object.keys(sizeUnits).map((unit) => (
            <option key={unit}>{unit}</option>
          ))}
        </Select>
      </FieldContext>
    </span>
  );
}
