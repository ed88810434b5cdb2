'use client';

import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SCALE_MAX } from '../../../server/schemas/primitives/limits.ts';
import type { ServiceSummary } from '../../../server/schemas/service.ts';
import { cn } from '../../_lib/cn.ts';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { serviceRefusal } from './lifecycle.ts';
import { useScale } from './use-scale.ts';

type ScaleControlProps = {
  environmentId: string;
  service: Pick<ServiceSummary, 'id' | 'name' | 'scale' | 'state'>;
};

const buttonStyle = cn(
  'inline-flex w-7 items-center justify-center text-ink-muted transition-colors hover:bg-hover hover:text-ink',
  'focus-visible:outline-offset-[-2px] disabled:pointer-events-none disabled:opacity-40 pointer-coarse:w-10 [&_svg]:size-3.5',
);

/** − 10 +. The number can be typed too; arrow keys work in it. */
export function ScaleControl({ environmentId, service }: ScaleControlProps) {
  const t = useTranslations('services.scale');
  const role = useCurrentEnvironment()?.role ?? null;
  const { value, set, pending } = useScale(environmentId, service);
  const disabled = serviceRefusal('scale', service.state, role) !== null;
  return (
    <fieldset
      disabled={disabled}
      className="inline-flex h-7 shrink-0 items-stretch overflow-hidden rounded-md border border-line bg-surface shadow-card pointer-coarse:h-10"
    >
      <legend className="sr-only">{t('label', { name: service.name })}</legend>
      <button
        type="button"
        className={buttonStyle}
        disabled={value <= 0}
        aria-label={t('down', { name: service.name })}
        onClick={() => set(value - 1)}
      >
        <Minus aria-hidden="true" />
      </button>
      <input
        type="number"
        inputMode="numeric"
        min={0}
        max={SCALE_MAX}
        aria-label={t('label', { name: service.name })}
        value={value}
        onChange={(event) => {
          if (event.target.value !== '') set(event.target.valueAsNumber);
        }}
        className={cn(
          'w-9 appearance-none border-line border-x bg-transparent text-center font-medium text-ink text-sm tabular-nums focus-visible:outline-offset-[-2px]',
          '[&::-webkit-inner-spin-button]:appearance-none [&::-webkit-outer-spin-button]:appearance-none [-moz-appearance:textfield]',
          pending && 'text-moving',
        )}
      />
      <button
        type="button"
        className={buttonStyle}
        disabled={value >= SCALE_MAX}
        aria-label={t('up', { name: service.name })}
        onClick={() => set(value + 1)}
      >
        <Plus aria-hidden="true" />
      </button>
    </fieldset>
  );
}
