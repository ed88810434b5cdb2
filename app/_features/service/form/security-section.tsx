'use client';

import { useTranslations } from 'next-intl';
import { useFormContext, useWatch } from 'react-hook-form';
import { Checkbox } from '../../../_components/ui/checkbox.tsx';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { TextList } from './text-list.tsx';

const paths = [
  'spec.launch.privileged',
  'spec.launch.readOnly',
  'spec.launch.pidMode',
  'spec.launch.capAdd',
  'spec.launch.capDrop',
  'spec.launch.devices',
] as const;

export function SecuritySection() {
  const t = useTranslations('serviceForm');
  const { register, control } = useFormContext<ServiceFormValues>();
  const values = useWatch({ control, name: paths });
  const filled = values.some((value) => (Array.isArray(value) ? value.length > 0 : value));
  const shared = { addLabel: t('add'), errorText: t('errors.text') };
  return (
    <FormSection section="security" filled={filled} paths={paths}>
      <Checkbox label={t('privileged')} hint={t('privilegedHint')} {...register('spec.launch.privileged')} />
      <Checkbox label={t('readOnly')} {...register('spec.launch.readOnly')} />
      <Checkbox label={t('pidHost')} {...register('spec.launch.pidMode')} />
      <TextList field="capAdd" label={t('capAdd')} placeholder="NET_ADMIN" {...shared} />
      <TextList field="capDrop" label={t('capDrop')} placeholder="ALL" {...shared} />
      <TextList field="devices" label={t('devices')} hint={t('devicesHint')} {...shared} />
    </FormSection>
  );
}
