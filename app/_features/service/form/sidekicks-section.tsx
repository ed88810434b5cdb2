'use client';

import { useTranslations } from 'next-intl';
import { useFormContext, useWatch } from 'react-hook-form';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';

/** To read only: what belongs together is written together, in a compose file. */
export function SidekicksSection() {
  const t = useTranslations('serviceForm.sidekicks');
  const { control } = useFormContext<ServiceFormValues>();
  const sidekicks = useWatch({ control, name: 'spec.sidekicks' });
  if (sidekicks.length === 0) return null;
  return (
    <FormSection section="sidekicks" filled={sidekicks.length} paths={[]}>
      <p className="text-ink-faint text-xs">{t('hint')}</p>
      <ul className="flex flex-col gap-2">
        {sidekicks.map(({ name, launch }) => (
          <li key={name} className="rounded-md border border-line bg-sunken/50 px-3 py-2">
            <p className="font-medium text-ink text-sm">{name}</p>
            <p className="break-all font-mono text-ink-faint text-xs">{launch.image}</p>
          </li>
        ))}
      </ul>
    </FormSection>
  );
}
