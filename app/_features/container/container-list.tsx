'use client';

import { useTranslations } from 'next-intl';
import type { ContainerSummary } from '../../../server/schemas/container.ts';
import { Card } from '../../_components/ui/card.tsx';
import { useMedia } from '../../_components/ui/use-media.ts';
import { useVirtualRows } from '../../_components/ui/use-virtual-rows.ts';
import { ContainerRow } from './container-row.tsx';

/** Rows have one height per layout: that is what lets ten thousand of them scroll. */
const wideRowHeight = 56;
const narrowRowHeight = 76;

type ContainerListProps = { environmentId: string; containers: readonly ContainerSummary[] };

export function ContainerList({ environmentId, containers }: ContainerListProps) {
  const t = useTranslations('containers');
  const wide = useMedia('(min-width: 48rem)');
  const rowHeight = wide ? wideRowHeight : narrowRowHeight;
  const { ref, height, first, end } = useVirtualRows<HTMLUListElement>({
    count: containers.length,
    rowHeight,
  });
  return (
    <Card className="overflow-hidden">
      <ul ref={ref} aria-label={t('title')} className="relative" style={{ height }}>
        {containers.slice(first, end).map((container, offset) => (
          <li
            key={container.id}
            aria-setsize={containers.length}
            aria-posinset={first + offset + 1}
            className="absolute inset-x-0 border-line border-b"
            style={{ top: (first + offset) * rowHeight, height: rowHeight }}
          >
            <ContainerRow environmentId={environmentId} container={container} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
