'use client';

import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Page } from '../../_components/shell/page.tsx';
import { routes } from '../../_lib/routes.ts';
import { type RouterOutputs, useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { shownData } from '../../_trpc/shown-data.ts';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { EventFeed } from '../event/event-feed.tsx';
import { StaleNotice } from '../host/stale-notice.tsx';
import { isAbsence, staleHostsOf } from '../host/staleness.ts';
import { ReasonNotice } from '../reason/reason-notice.tsx';
import { UnitStateBadge } from '../service/state-badges.tsx';
import { ListSkeleton } from '../stack/list-skeleton.tsx';
import { LabelsCard, MountsCard, PortsCard } from './container-details.tsx';
import { OverviewCard, ProcessCard } from './container-facts.tsx';
import { ContainerMenu } from './container-menu.tsx';

export type ContainerDetail = RouterOutputs['containers']['get'];

export function ContainerPage() {
  const t = useTranslations('containers');
  const environmentId = useEnvironmentId();
  const { container: containerId = '' } = useParams<{ container: string }>();
  const query = useQuery(useTRPC().containers.get.queryOptions({ environmentId, containerId }));
  const container = shownData(query);
  const crumbs = [
    { label: t('title'), href: routes.containers(environmentId) },
    { label: container?.name ?? '…' },
  ];
  if (!container) {
    return (
      <Page crumbs={crumbs}>
        <Pending query={query}>
          <ListSkeleton label={t('loading')} />
        </Pending>
      </Page>
    );
  }
  const staleHosts = staleHostsOf([container]);
  return (
    <Page
      crumbs={crumbs}
      title={container.name}
      aside={<UnitStateBadge state={container.unitState} />}
      description={<span className="break-all font-mono text-xs">{container.image}</span>}
      actions={
        <ContainerMenu
          environmentId={environmentId}
          container={{ ...container, stale: container.staleSince !== null }}
          prominent
        />
      }
    >
      <StaleNotice environmentId={environmentId} hosts={staleHosts} reason={container.reason} />
      {container.reason && !(staleHosts.length > 0 && isAbsence(container.reason)) ? (
        <ReasonNotice reason={container.reason} />
      ) : null}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <OverviewCard environmentId={environmentId} container={container} />
          <PortsCard facts={container.facts} />
          <MountsCard facts={container.facts} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ProcessCard container={container} />
          <LabelsCard facts={container.facts} />
        </div>
      </div>
      <UnitEvents environmentId={environmentId} container={container} />
    </Page>
  );
}

type UnitEventsProps = { environmentId: string; container: ContainerDetail };

/** History is kept by unit, and a container knows its unit by way of its service. */
function UnitEvents({ environmentId, container }: UnitEventsProps) {
  const t = useTranslations('containers.sections');
  const { serviceId } = container;
  const service = useQuery(useTRPC().services.get.queryOptions({ environmentId, serviceId })).data;
  const unit = service?.units.find((candidate) => candidate.containers.some(({ id }) => id === container.id));
  if (!unit?.id) return null;
  return <EventFeed environmentId={environmentId} filter={{ unitId: unit.id }} title={t('events')} />;
}
