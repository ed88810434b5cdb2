'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { Button } from '../../../_components/ui/button.tsx';
import { IconButton } from '../../../_components/ui/icon-button.tsx';
import { Input } from '../../../_components/ui/input.tsx';
import { Select } from '../../../_components/ui/select.tsx';
import { useFieldErrors } from './field-errors.ts';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { RowError } from './row-error.tsx';

type LinksSectionProps = {
  /** Names that can be linked to: services of the stack, and `stack/service` of others. */
  targets: readonly string[];
};

export function LinksSection({ targets }: LinksSectionProps) {
  const t = useTranslations('serviceForm.links');
  const { control } = useFormContext<ServiceFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'links' });
  return (
    <FormSection section="links" filled={fields.length} paths={['links']}>
      <p className="text-ink-faint text-xs">{t('hint')}</p>
      {fields.map((field, index) => (
        <LinkRow key={field.id} index={index} targets={targets} onRemove={() => remove(index)} />
      ))}
      <Button size="sm" className="self-start" onClick={() => append({ service: '', alias: '' })}>
        <Plus aria-hidden="true" />
        {t('add')}
      </Button>
    </FormSection>
  );
}

type LinkRowProps = LinksSectionProps & { index: number; onRemove: () => void };

function LinkRow({ index, targets, onRemove }: LinkRowProps) {
  const t = useTranslations('serviceForm.links');
  const errors = useTranslations('serviceForm.errors');
  const { register, control, setValue } = useFormContext<ServiceFormValues>();
  const { service, alias } = useWatch({ control, name: `links.${index}` });
  const error = useFieldErrors()(`links.${index}`, errors('link'));
  const number = index + 1;
  const known = service === '' || targets.includes(service) ? targets : [...targets, service];

  function choose(next: string) {
    setValue(`links.${index}.service`, next, { shouldDirty: true });
    // Most links are called as what they lead to; a name of one's own is kept.
    if (alias === '' || alias === service.split('/').at(-1)) {
      setValue(`links.${index}.alias`, next.split('/').at(-1) ?? '', { shouldDirty: true });
    }
  }

  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{t('row', { number })}</legend>
      <div className="flex items-center gap-1.5">
        <Select
          aria-label={t('service')}
          value={service}
          onChange={(event) => choose(event.target.value)}
          className="min-w-0 flex-1"
        >
          <option value="">{t('choose')}</option>
          {known.map((target) => (
            <option key={target}>{target}</option>
          ))}
        </Select>
        <Input
          aria-label={t('alias')}
          placeholder={t('alias')}
          className="min-w-0 flex-1 font-mono"
          {...register(`links.${index}.alias`)}
        />
        <IconButton plain label={t('remove', { number })} onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <RowError>{error}</RowError>
    </fieldset>
  );
}
