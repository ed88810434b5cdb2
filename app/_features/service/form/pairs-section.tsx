'use client';

import { useTranslations } from 'next-intl';
import { Controller, useFormContext, useWatch } from 'react-hook-form';
import { KeyValueEditor } from '../../../_components/ui/key-value-editor.tsx';
import { useFieldErrors } from './field-errors.ts';
import { FormSection } from './form-section.tsx';
import type { ServiceFormValues } from './form-values.ts';
import { RowError } from './row-error.tsx';

const kinds = {
  environment: { hint: null, add: 'addVariable' },
  labels: { hint: 'labelsHint', add: 'addLabel' },
} as const;

type PairsSectionProps = { kind: keyof typeof kinds; defaultOpen?: boolean };

/** Environment variables, or labels. */
export function PairsSection({ kind, defaultOpen = false }: PairsSectionProps) {
  const t = useTranslations('serviceForm');
  const { control } = useFormContext<ServiceFormValues>();
  const name = `spec.launch.${kind}` as const;
  const { hint } = kinds[kind];
  const rows = useWatch({ control, name });
  const error = useFieldErrors()(name, t('errors.pairs'));
  return (
    <FormSection
      section={kind}
      filled={rows.filter((row) => row.key !== '').length}
      paths={[name]}
      defaultOpen={defaultOpen}
    >
      {hint ? <p className="text-ink-faint text-xs">{t(hint)}</p> : null}
      <Controller
        control={control}
        name={name}
        render={({ field: { value, onChange } }) => (
          <KeyValueEditor
            label={t(`sections.${kind}`)}
            value={value}
            onChange={onChange}
            addLabel={t(kinds[kind].add)}
          />
        )}
      />
      <RowError>{error}</RowError>
    </FormSection>
  );
}
