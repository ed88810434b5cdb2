'use client';

import { useTranslations } from 'next-intl';
import { useFormContext, useWatch } from 'react-hook-form';
import { Checkbox } from '../../../_components/ui/checkbox.tsx';
import { Field } from '../../../_components/ui/field.tsx';
import { Input } from '../../../_components/ui/input.tsx';
import { useFieldErrors } from './field-errors.ts';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';

const fields = ['command', 'entrypoint', 'workingDir', 'user', 'tty', 'stdinOpen'] as const;
const paths = fields.map((field) => `spec.launch.${field}` as const);

export function CommandSection() {
  const t = useTranslations('serviceForm');
  const { register, control } = useFormContext<ServiceFormValues>();
  const values = useWatch({ control, name: paths });
  const error = useFieldErrors();
  return (
    <FormSection section="command" filled={values.some(Boolean)} paths={paths}>
      <Field
        label={t('command')}
        hint={t('commandHint')}
        error={error('spec.launch.command', t('errors.command'))}
        optional
      >
        <Input className="font-mono" {...register('spec.launch.command')} />
      </Field>
      <Field
        label={t('entrypoint')}
        hint={t('entrypointHint')}
        error={error('spec.launch.entrypoint', t('errors.command'))}
        optional
      >
        <Input className="font-mono" {...register('spec.launch.entrypoint')} />
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('workingDir')} error={error('spec.launch.workingDir', t('errors.text'))} optional>
          <Input className="font-mono" {...register('spec.launch.workingDir')} />
        </Field>
        <Field
          label={t('user')}
          hint={t('userHint')}
          error={error('spec.launch.user', t('errors.text'))}
          optional
        >
          <Input className="font-mono" {...register('spec.launch.user')} />
        </Field>
      </div>
      <Checkbox label={t('tty')} {...register('spec.launch.tty')} />
      <Checkbox label={t('stdinOpen')} {...register('spec.launch.stdinOpen')} />
    </FormSection>
  );
}
