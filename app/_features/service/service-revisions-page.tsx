'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../_components/ui/card.tsx';
import { type RouterOutputs, useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { ListSkeleton } from '../stack/list-skeleton.tsx';
import { RevisionDiff } from './revision-diff.tsx';
import { RevisionItem } from './revision-item.tsx';
import { ServiceFrame } from './service-frame.tsx';

type Revision = RouterOutputs['services']['revisions'][number];

export function ServiceRevisionsPage() {
  return (
    <ServiceFrame>
      {(service, environmentId) => (
        <Revisions environmentId={environmentId} serviceId={service.id} name={service.name} />
      )}
    </ServiceFrame>
  );
}

function Revisions({
  environmentId,
  serviceId,
  name,
}: {
  environmentId: string;
  serviceId: string;
  name: string;
}) {
  const t = useTranslations('services');
  const query = useQuery(useTRPC().services.revisions.queryOptions({ environmentId, serviceId }));
  if (!query.data) {
    return (
      <Pending query={query}>
        <ListSkeleton label={t('loading')} />
      </Pending>
    );
  }
  return <RevisionList name={name} revisions={[...query.data].sort((a, b) => b.number - a.number)} />;
}

/** The list on one side; on the other what the chosen revision changed, compared to any other. */
function RevisionList({ name, revisions }: { name: string; revisions: readonly Revision[] }) {
  const t = useTranslations('services.revisions');
  const [chosen, setChosen] = useState<number | null>(null);
  const selected = revisions.find((revision) => revision.number === chosen) ?? revisions[0];
  if (!selected) return <p className="py-10 text-center text-ink-muted">{t('none')}</p>;
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <Card className="overflow-hidden">
        <ul aria-label={t('label', { name })} className="scrollbar-thin max-h-[70dvh] overflow-y-auto">
          {revisions.map((revision) => (
            <RevisionItem
              key={revision.id}
              revision={revision}
              selected={revision === selected}
              onSelect={() => setChosen(revision.number)}
            />
          ))}
        </ul>
      </Card>
      <RevisionDiff key={selected.number} revision={selected} revisions={revisions} />
    </div>
  );
}
