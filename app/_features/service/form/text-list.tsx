'use client';

import { Controller, useFormContext } from 'react-hook-form';
import { ListEditor } from '../../../_components/ui/list-editor.tsx';
import { useFieldErrors } from './field-errors.ts';
import type { LaunchValues, ServiceFormValues } from './form-values.ts';
import { RowError } from './row-error.tsx';

/** Settings that are lists of texts. */
export type ListField = {
  [Key in keyof LaunchValues]: LaunchValues[Key] extends string[] ? Key : never;
}[keyof LaunchValues];

type TextListProps = {
  field: ListField;
  label: string;
  hint?: string;
  placeholder?: string;
  addLabel: string;
  errorText: string;
};

export function TextList({ field, label, hint, placeholder, addLabel, errorText }: TextListProps) {
  const { control } = useFormContext<ServiceFormValues>();
  const name = `spec.launch.${field}` as const;
  const error = useFieldErrors()(name, errorText);
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-ink text-sm">{label}</p>
      {hint ? <p className="text-ink-faint text-xs">{hint}</p> : null}
      <Controller
        control={control}
        name={name}
        render={({ field: { value, onChange } }) => (
          <ListEditor
            label={label}
            value={value}
            onChange={onChange}
            addLabel={addLabel}
            {...(placeholder ? { itemPlaceholder: placeholder } : {})}
          />
        )}
      />
      <RowError>{error}</RowError>
    </div>
  );
}
