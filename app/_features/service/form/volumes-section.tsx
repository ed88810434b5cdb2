'use client';

import { useTranslations } from 'next-intl';
import { useFormContext, useWatch } from 'react-hook-form';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { TextList } from './text-list.tsx';

const paths = ['spec.launch.volumes', 'spec.launch.tmpfs'] as const;

export function VolumesSection() {
  const t = useTranslations('serviceForm');
  const { control } = useFormContext<ServiceFormValues>();
  const [volumes, tmpfs] = useWatch({ control, name: paths });
  return (
    <FormSection section="volumes" filled={volumes.length + tmpfs.length} paths={paths}>
      <TextList
        field="volumes"
        label={t('sections.volumes')}
        hint={t('volumesHint')}
        placeholder={t('volumePlaceholder')}
        addLabel={t('addVolume')}
        errorText={t('errors.volume')}
      />
      <TextList
        field="tmpfs"
        label={t('tmpfs')}
        placeholder={t('tmpfsPlaceholder')}
        addLabel={t('addTmpfs')}
        errorText={t('errors.text')}
      />
    </FormSection>
  );
}
