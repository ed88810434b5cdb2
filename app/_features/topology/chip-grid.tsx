'use client';

import { useTranslations } from 'next-intl';
import { type Chips, size } from './topology-model.ts';
import { chipBox, UnitChip } from './unit-chip.tsx';

type ChipGridProps = { environmentId: string; chips: Chips };

export function ChipGrid({ environmentId, chips }: ChipGridProps) {
  const t = useTranslations('topology');
  return (
    <ul className="flex flex-wrap" style={{ gap: size.gap }}>
      {chips.units.map((unit) => (
        <li key={unit.id ?? `slot-${unit.index}`} className="flex">
          <UnitChip environmentId={environmentId} unit={unit} />
        </li>
      ))}
      {chips.hidden > 0 ? (
        <li className="flex items-center justify-center text-2xs text-ink-faint tabular-nums" style={chipBox}>
          {t('more', { count: chips.hidden })}
        </li>
      ) : null}
    </ul>
  );
}
