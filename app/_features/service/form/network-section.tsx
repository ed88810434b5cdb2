'use client';

import { useTranslations } from 'next-intl';
import { useFormContext, useWatch } from 'react-hook-form';
import { Field } from '../../../_components/ui/field.tsx';
import { Input } from '../../../_components/ui/input.tsx';
import { Select } from '../../../_components/ui/select.tsx';
import { useFieldErrors } from './field-errors.ts';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { TextList } from './text-list.tsx';

const paths = [
  'spec.launch.networkMode',
  'spec.launch.hostname',
  'spec.launch.dns',
  'spec.launch.dnsSearch',
  'spec.launch.extraHosts',
] as const;
const modes = ['bridge', 'host', 'none'] as const;

export function NetworkSection() {
  const t = useTranslations('serviceForm');
  const { register, control } = useFormContext<ServiceFormValues>();
  const [mode, hostname, ...lists] = useWatch({ control, name: paths });
  const error = useFieldErrors();
  const filled = mode !== 'bridge' || hostname !== '' || lists.some((list) => list.length > 0);
  const shared = { addLabel: t('add'), errorText: t('errors.text') };
  return (
    <FormSection section="network" filled={filled} paths={paths}>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('networkMode.label')}>
          <Select {...register('spec.launch.networkMode')}>
            {modes.map((value) => (
              <option key={value} value={value}>
                {t(`networkMode.${value}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('hostname')} error={error('spec.launch.hostname', t('errors.text'))} optional>
          <Input className="font-mono" {...register('spec.launch.hostname')} />
        </Field>
      </div>
      <TextList field="dns" label={t('dns')} placeholder="10.0.0.53" {...shared} />
      <TextList field="dnsSearch" label={t('dnsSearch')} placeholder="example.org" {...shared} />
      <TextList field="extraHosts" label={t('extraHosts')} hint={t('extraHostsHint')} {...shared} />
    </FormSection>
  );
}
