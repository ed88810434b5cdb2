'use client';

import { useTranslations } from 'next-intl';
import { Controller, useFormContext, useWatch } from 'react-hook-form';
import { Field } from '../../../_components/ui/field.tsx';
import { useFieldErrors } from './field-errors.ts';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { NumberInput } from './number-input.tsx';
import { SizeInput } from './size-input.tsx';

const paths = [
  'spec.launch.memoryReservationBytes',
  'spec.launch.memoryBytes',
  'spec.launch.milliCpuReservation',
  'spec.launch.cpuShares',
] as const;
const [reservation, limit, milliCpu, shares] = paths;

export function ResourcesSection() {
  const t = useTranslations('serviceForm');
  const { control } = useFormContext<ServiceFormValues>();
  const values = useWatch({ control, name: paths });
  const error = useFieldErrors();
  return (
    <FormSection section="resources" filled={values.some(Boolean)} paths={paths}>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field
          label={t('memoryReservation')}
          hint={t('memoryReservationHint')}
          error={error(reservation, t('errors.memory'))}
        >
          <Controller
            control={control}
            name={reservation}
            render={({ field: { value, onChange } }) => (
              <SizeInput
                bytes={value}
                placeholder={t('nothing')}
                onChange={(bytes) => onChange(bytes ?? 0)}
              />
            )}
          />
        </Field>
        <Field label={t('memoryLimit')} hint={t('memoryLimitHint')} error={error(limit, t('errors.memory'))}>
          <Controller
            control={control}
            name={limit}
            render={({ field: { value, onChange } }) => (
              <SizeInput bytes={value} placeholder={t('noLimit')} onChange={onChange} />
            )}
          />
        </Field>
        <Field
          label={t('cpuReservation')}
          hint={t('cpuReservationHint')}
          error={error(milliCpu, t('errors.number'))}
        >
          <Controller
            control={control}
            name={milliCpu}
            render={({ field: { value, onChange } }) => (
              <NumberInput
                value={value === 0 ? null : value}
                placeholder={t('nothing')}
                onChange={(next) => onChange(next ?? 0)}
              />
            )}
          />
        </Field>
        <Field label={t('cpuShares')} hint={t('cpuSharesHint')} error={error(shares, t('errors.number'))}>
          <Controller
            control={control}
            name={shares}
            render={({ field: { value, onChange } }) => (
              <NumberInput value={value} placeholder="1024" onChange={onChange} />
            )}
          />
        </Field>
      </div>
    </FormSection>
  );
}
