'use client';

import { useTranslations } from 'next-intl';
import { Card } from '../../_components/ui/card.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';

const cards = ['first', 'second', 'third'];

export function HostsSkeleton() {
  const t = useTranslations('hosts');
  return (
    <SkeletonGroup label={t('loading')} className="grid grid-cols-1 gap-4 md:grid-cols-2 2xl:grid-cols-3">
      {cards.map((card) => (
        <Card key={card} className="flex flex-col gap-3 p-4">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-3 w-48" />
          <Skeleton className="h-5 w-24 rounded-full" />
          <div className="grid grid-cols-2 gap-4">
            <Skeleton className="h-4" />
            <Skeleton className="h-4" />
          </div>
          <Skeleton className="h-12" />
        </Card>
      ))}
    </SkeletonGroup>
  );
}
