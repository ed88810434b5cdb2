'use client';

import { useTranslations } from 'next-intl';
import { Controller, useFormContext, useWatch } from 'react-hook-form';
import { Field } from '../../../_components/ui/field.tsx';
import { Input } from '../../../_components/ui/input.tsx';
import { Select } from '../../../_components/ui/select.tsx';
import { useFieldErrors } from './field-errors.ts';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { NumberInput } from './number-input.tsx';

const paths = ['spec.launch.restartPolicy', 'spec.launch.stopSignal', 'spec.launch.stopTimeoutMs'] as const;
const policies = ['always', 'unless-stopped', 'on-failure', 'no'] as const;
const defaultStopMs = 10_000;

export function LifecycleSection() {
  const t = useTranslations('serviceForm');
  const { register, control } = useFormContext<ServiceFormValues>();
  const [policy, signal, timeoutMs] = useWatch({ control, name: paths });
  const error = useFieldErrors();
  const filled = policy.name !== 'always' || signal !== '' || timeoutMs !== defaultStopMs;
  return (
    <FormSection section="lifecycle" filled={filled} paths={paths}>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('restart.label')}>
          <Select {...register('spec.launch.restartPolicy.name')}>
            {policies.map((name) => (
              <option key={name} value={name}>
                {t(`restart.${name}`)}
              </option>
            ))}
          </Select>
        </Field>
        {policy.name === 'on-failure' ? (
          <Field
            label={t('restartMax')}
            hint={t('restartMaxHint')}
            error={error('spec.launch.restartPolicy.maximumRetryCount', t('errors.number'))}
          >
            <Controller
              control={control}
              name="spec.launch.restartPolicy.maximumRetryCount"
              render={({ field: { value, onChange } }) => (
                <NumberInput value={value} onChange={(next) => onChange(next ?? 0)} />
              )}
            />
          </Field>
        ) : (
          <span className="max-sm:hidden" />
        )}
        <Field
          label={t('stopSignal')}
          hint={t('stopSignalHint')}
          error={error('spec.launch.stopSignal', t('errors.text'))}
        >
          <Input placeholder="SIGTERM" className="font-mono" {...register('spec.launch.stopSignal')} />
        </Field>
        <Field
          label={t('stopTimeout')}
          hint={t('stopTimeoutHint')}
          error={error('spec.launch.stopTimeoutMs', t('errors.number'))}
        >
          <Controller
            control={control}
            name="spec.launch.stopTimeoutMs"
            render={({ field: { value, onChange } }) => (
              <NumberInput value={value / 1000} onChange={(seconds) => onChange((seconds ?? 0) * 1000)} />
            )}
          />
        </Field>
      </div>
    </FormSection>
  );
}
