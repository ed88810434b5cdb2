'use client';

import { useTranslations } from 'next-intl';
import { Controller, useFormContext } from 'react-hook-form';
import { Card, CardBody } from '../../../_components/ui/card.tsx';
import { Checkbox } from '../../../_components/ui/checkbox.tsx';
import { Field } from '../../../_components/ui/field.tsx';
import { Input } from '../../../_components/ui/input.tsx';
import { useFieldErrors } from './field-errors.ts';
import type { ServiceFormValues } from './form-values.ts';
import { NumberInput } from './number-input.tsx';

type BasicsSectionProps = {
  stackName: string;
  /** Name and scale are asked for only once; later the scale has its own control. */
  isNew: boolean;
};

export function BasicsSection({ stackName, isNew }: BasicsSectionProps) {
  const t = useTranslations('serviceForm');
  const { register, control, watch } = useFormContext<ServiceFormValues>();
  const error = useFieldErrors();
  return (
    <Card aria-label={t('sections.basics')}>
      <CardBody className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
        {isNew ? (
          <>
            <Field
              label={t('name')}
              hint={t('nameHint', { stack: stackName, name: watch('name') || 'web' })}
              error={error('name', t('errors.name'))}
              required
            >
              <Input maxLength={63} autoFocus {...register('name')} />
            </Field>
            <Field
              label={t('scale')}
              hint={t('scaleHint')}
              error={error('scale', t('errors.scale'))}
              required
            >
              <Controller
                control={control}
                name="scale"
                render={({ field: { value, onChange } }) => (
                  <NumberInput value={value} max={1000} onChange={(scale) => onChange(scale ?? Number.NaN)} />
                )}
              />
            </Field>
          </>
        ) : null}
        <Field
          label={t('image')}
          hint={t('imageHint')}
          error={error('spec.launch.image', t('errors.image'))}
          required
          className="sm:col-span-2"
        >
          <Input className="font-mono" {...register('spec.launch.image')} />
        </Field>
        <Checkbox
          className="sm:col-span-2"
          label={t('pullAlways')}
          hint={t('pullAlwaysHint')}
          {...register('spec.launch.pullAlways')}
        />
        <Field
          label={t('description')}
          error={error('description', t('errors.text'))}
          optional
          className="sm:col-span-2"
        >
          <Input {...register('description')} />
        </Field>
      </CardBody>
    </Card>
  );
}
