'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { Button } from '../../../_components/ui/button.tsx';
import { IconButton } from '../../../_components/ui/icon-button.tsx';
import { Input } from '../../../_components/ui/input.tsx';
import { Select } from '../../../_components/ui/select.tsx';
import { useFieldErrors } from './field-errors.ts';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { RowError } from './row-error.tsx';

const name = 'spec.hostRules';
const rules = ['must', 'mustNot', 'should', 'shouldNot'] as const;

export function PlacementSection() {
  const t = useTranslations('serviceForm.rules');
  const { control } = useFormContext<ServiceFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name });
  return (
    <FormSection section="placement" filled={fields.length} paths={[name]}>
      <p className="text-ink-faint text-xs">{t('hint')}</p>
      {fields.map((field, index) => (
        <RuleRow key={field.id} index={index} onRemove={() => remove(index)} />
      ))}
      <Button size="sm" className="self-start" onClick={() => append({ key: '', value: '', rule: 'must' })}>
        <Plus aria-hidden="true" />
        {t('add')}
      </Button>
    </FormSection>
  );
}

function RuleRow({ index, onRemove }: { index: number; onRemove: () => void }) {
  const t = useTranslations('serviceForm.rules');
  const errors = useTranslations('serviceForm.errors');
  const { register } = useFormContext<ServiceFormValues>();
  const error = useFieldErrors()(`${name}.${index}`, errors('rule'));
  const number = index + 1;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{t('row', { number })}</legend>
      <div className="grid grid-cols-[auto_10rem_minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-center gap-1.5 max-sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto]">
        <span className="text-ink-muted text-sm max-sm:hidden">{t('the')}</span>
        <Select aria-label={t('rule')} className="max-sm:col-span-4" {...register(`${name}.${index}.rule`)}>
          {rules.map((rule) => (
            <option key={rule} value={rule}>
              {t(rule)}
            </option>
          ))}
        </Select>
        <Input
          aria-label={t('key')}
          placeholder={t('key')}
          className="font-mono"
          {...register(`${name}.${index}.key`)}
        />
        <span aria-hidden="true" className="text-ink-faint">
          =
        </span>
        <Input
          aria-label={t('value')}
          placeholder={t('value')}
          className="font-mono"
          {...register(`${name}.${index}.value`)}
        />
        <IconButton plain label={t('remove', { number })} onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <RowError>{error}</RowError>
    </fieldset>
  );
}
