'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { useParams, usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { LinkTabs } from '../../_components/ui/link-tabs.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { shownData } from '../../_trpc/shown-data.ts';
import { useCurrentEnvironment, useEnvironmentId } from '../environment/current-environment.tsx';
import { StaleNotice } from '../host/stale-notice.tsx';
import { isAbsence, staleHostsOf } from '../host/staleness.ts';
import { ReasonNotice } from '../reason/reason-notice.tsx';
import { ListSkeleton } from '../stack/list-skeleton.tsx';
import { serviceRefusal } from './lifecycle.ts';
import { PortList } from './port-list.tsx';
import { RunningCount } from './running-count.tsx';
import { ScaleControl } from './scale-control.tsx';
import { addressOf } from './service-address.ts';
import { ServiceMenu } from './service-menu.tsx';
import { ServiceStateBadge } from './state-badges.tsx';

type ServiceFrameProps = {
  children: (service: ServiceDetail, environmentId: string) => ReactNode;
};

/** What all pages of a service share: its head, its tabs, and what is shown until it is there. */
export function ServiceFrame({ children }: ServiceFrameProps) {
  const t = useTranslations('services');
  const stacks = useTranslations('stacks');
  const trpc = useTRPC();
  const environmentId = useEnvironmentId();
  const { service: serviceId = '' } = useParams<{ service: string }>();
  const query = useQuery(trpc.services.get.queryOptions({ environmentId, serviceId }));
  const service = shownData(query);
  const stack = useQuery(
    trpc.stacks.get.queryOptions(
      { environmentId, stackId: service?.stackId ?? '' },
      { enabled: Boolean(service) },
    ),
  ).data;
  const crumbs = [
    { label: stacks('title'), href: routes.stacks(environmentId) },
    ...(service ? [{ label: service.stackName, href: routes.stack(environmentId, service.stackId) }] : []),
    { label: service?.name ?? '…' },
  ];
  if (!service) {
    return (
      <Page crumbs={crumbs}>
        <Pending query={query}>
          <ListSkeleton label={t('loading')} />
        </Pending>
      </Page>
    );
  }
  const staleHosts = staleHostsOf(service.units);
  return (
    <Page
      crumbs={crumbs}
      title={service.name}
      aside={<ServiceStateBadge state={service.state} />}
      description={service.description}
      actions={<ServiceActions environmentId={environmentId} service={service} stack={stack ?? null} />}
      toolbar={
        <>
          <ServiceFacts service={service} stack={stack ?? null} />
          <ServiceTabs environmentId={environmentId} serviceId={service.id} />
        </>
      }
    >
      <StaleNotice environmentId={environmentId} hosts={staleHosts} reason={service.reason} />
      {service.reason && !(staleHosts.length > 0 && isAbsence(service.reason)) ? (
        <ReasonNotice reason={service.reason} />
      ) : null}
      {children(service, environmentId)}
    </Page>
  );
}

type PartProps = { environmentId: string; service: ServiceDetail; stack: StackDetail | null };

function ServiceFacts({ service, stack }: Omit<PartProps, 'environmentId'>) {
  const t = useTranslations('services');
  return (
    <div className="-mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="min-w-0 break-all font-mono text-ink-muted text-xs">{service.image}</span>
      <span className="text-ink-faint text-xs">{t('revision', { number: service.revision })}</span>
      {service.ports.length > 0 ? (
        <PortList ports={service.ports} address={addressOf(service, stack?.hosts ?? [])} />
      ) : null}
    </div>
  );
}

function ServiceActions({ environmentId, service, stack }: PartProps) {
  const t = useTranslations('services.actions');
  const role = useCurrentEnvironment()?.role ?? null;
  return (
    <>
      <RunningCount running={service.runningCount} total={service.scale} className="mr-1" />
      <ScaleControl environmentId={environmentId} service={service} />
      {serviceRefusal('update', service.state, role) === null ? (
        <Button asChild>
          <Link href={routes.editService(environmentId, service.id)}>
            <Pencil aria-hidden="true" />
            {t('edit')}
          </Link>
        </Button>
      ) : null}
      <ServiceMenu environmentId={environmentId} service={service} siblings={stack?.services ?? []} />
    </>
  );
}

function ServiceTabs({ environmentId, serviceId }: { environmentId: string; serviceId: string }) {
  const t = useTranslations('services.tabs');
  const pathname = usePathname();
  const tabs = [
    { href: routes.service(environmentId, serviceId), label: t('containers') },
    { href: routes.serviceEvents(environmentId, serviceId), label: t('events') },
    { href: routes.serviceRevisions(environmentId, serviceId), label: t('revisions') },
    { href: routes.serviceConfiguration(environmentId, serviceId), label: t('configuration') },
  ];
  return <LinkTabs label={t('label')} tabs={tabs} current={pathname} />;
}
