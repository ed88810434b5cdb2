'use client';

import { List, Network } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { SegmentedControl } from '../../_components/ui/segmented-control.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { Legend } from './legend.tsx';
import { TopologyList } from './topology-list.tsx';

const TopologyGraph = lazy(() => import('./topology-graph.tsx'));

type View = 'graph' | 'list';
type TopologyViewProps = { environmentId: string; stack: StackDetail };

export function TopologyView({ environmentId, stack }: TopologyViewProps) {
  const t = useTranslations('topology');
  const [view, setView] = useState<View>('graph');
  if (stack.services.length === 0) return <p className="py-10 text-center text-ink-muted">{t('empty')}</p>;
  return (
    <>
      <div>
        <SegmentedControl<View>
          legend={t('view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'graph', label: t('graph'), icon: <Network aria-hidden="true" /> },
            { value: 'list', label: t('list'), icon: <List aria-hidden="true" /> },
          ]}
        />
      </div>
      {view === 'list' ? (
        <TopologyList environmentId={environmentId} stack={stack} />
      ) : (
        <>
          <section
            aria-label={t('label', { name: stack.name })}
            aria-description={t('description')}
            className="h-[max(26rem,calc(100dvh-20rem))] overflow-hidden rounded-lg border border-line bg-canvas"
          >
            <Suspense fallback={<GraphSkeleton />}>
              <TopologyGraph environmentId={environmentId} stack={stack} />
            </Suspense>
          </section>
          <Legend />
        </>
      )}
    </>
  );
}

function GraphSkeleton() {
  const t = useTranslations('topology');
  return (
    <SkeletonGroup label={t('layouting')} className="h-full">
      <Skeleton className="h-full rounded-lg" />
    </SkeletonGroup>
  );
}
