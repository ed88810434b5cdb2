'use client';

import { useTranslations } from 'next-intl';
import type { UnitState } from '../../../server/schemas/service.ts';
import { cn } from '../../_lib/cn.ts';
import { chipStyle } from './unit-chip.tsx';

const chips = [
  ['running', 'running'],
  ['moving', 'starting'],
  ['waiting', 'waiting'],
  ['failing', 'failing'],
  ['stopped', 'stopped'],
  ['unknown', 'unknown'],
] as const satisfies readonly (readonly [string, UnitState])[];

export function Legend() {
  const t = useTranslations('topology.legend');
  return (
    <ul aria-label={t('title')} className="-mt-2 flex flex-wrap gap-x-4 gap-y-1 text-2xs text-ink-muted">
      {chips.map(([key, state]) => (
        <li key={key} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={cn(chipStyle(state), 'size-3.5 rounded-[4px] [animation:none]')}
          />
          {t(key)}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="w-5 border-accent border-t-2" />
        {t('link')}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="w-5 border-line-strong border-t border-dashed" />
        {t('placement')}
      </li>
    </ul>
  );
}
