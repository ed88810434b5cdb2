'use client';

import { useTranslations } from 'next-intl';
import type { VariableUse } from '../../../server/schemas/primitives/variables.ts';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';

type VariableInputsProps = {
  variables: readonly VariableUse[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
};

/** A field for each variable that the files ask for. */
export function VariableInputs({ variables, values, onChange }: VariableInputsProps) {
  const t = useTranslations('compose.variables');
  if (variables.length === 0) return null;
  return (
    <Card>
      <CardHeader title={t('title')} description={t('hint')} />
      <CardBody className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {variables.map(({ name, fallback, required }) => (
          <Field
            key={name}
            label={<span className="break-all font-mono text-xs">{name}</span>}
            required={required}
          >
            <Input
              value={values[name] ?? ''}
              placeholder={
                required ? t('required') : fallback ? t('fallback', { value: fallback }) : t('empty')
              }
              onChange={(event) => onChange({ ...values, [name]: event.target.value })}
            />
          </Field>
        ))}
      </CardBody>
    </Card>
  );
}
