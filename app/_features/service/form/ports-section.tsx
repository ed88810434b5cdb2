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

const name = 'spec.launch.ports';
const emptyRow = { hostIp: '', hostPort: '', containerPort: '', protocol: 'tcp' as const };

export function PortsSection() {
  const t = useTranslations('serviceForm');
  const { control } = useFormContext<ServiceFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name });
  return (
    <FormSection section="ports" filled={fields.length} paths={[name]} defaultOpen>
      <p className="text-ink-faint text-xs">{t('ports.hint')}</p>
      {fields.map((field, index) => (
        <PortRow key={field.id} index={index} onRemove={() => remove(index)} />
      ))}
      <Button size="sm" className="self-start" onClick={() => append(emptyRow)}>
        <Plus aria-hidden="true" />
        {t('ports.add')}
      </Button>
    </FormSection>
  );
}

function PortRow({ index, onRemove }: { index: number; onRemove: () => void }) {
  const t = useTranslations('serviceForm.ports');
  const errors = useTranslations('serviceForm.errors');
  const { register } = useFormContext<ServiceFormValues>();
  const error = useFieldErrors()(`${name}.${index}`, errors('port'));
  const number = index + 1;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{t('row', { number })}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_5.5rem_auto] items-center gap-1.5 max-sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto]">
        {index === 0 ? (
          <div aria-hidden="true" className="contents text-ink-faint text-xs [&>*]:-mb-1">
            <span>{t('host')}</span>
            <span />
            <span>{t('container')}</span>
            <span className="max-sm:hidden">{t('protocol')}</span>
            <span />
          </div>
        ) : null}
        <Input
          inputMode="numeric"
          aria-label={t('host')}
          placeholder={t('any')}
          {...register(`${name}.${index}.hostPort`)}
        />
        <span aria-hidden="true" className="text-ink-faint">
          →
        </span>
        <Input
          inputMode="numeric"
          aria-label={t('container')}
          placeholder="80"
          {...register(`${name}.${index}.containerPort`)}
        />
        <Select
          aria-label={t('protocol')}
          className="max-sm:order-last max-sm:col-span-3"
          {...register(`${name}.${index}.protocol`)}
        >
          <option value="tcp">TCP</option>
          <option value="udp">UDP</option>
        </Select>
        <IconButton plain label={t('remove', { number })} onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <RowError>{error}</RowError>
    </fieldset>
  );
}
