'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { errorDetail } from '../../_trpc/error-detail.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { shownData } from '../../_trpc/shown-data.ts';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { EventFeed } from '../event/event-feed.tsx';
import { HostContainersCard } from './host-containers-card.tsx';
import { HostFactsCard } from './host-facts-card.tsx';
import { HostLabelsCard } from './host-labels-card.tsx';
import { HostMenu } from './host-menu.tsx';
import { HostStaleNotice } from './host-stale-notice.tsx';
import { HostStateBadge, HostStateReason } from './host-state-badge.tsx';

export function HostPage() {
  const t = useTranslations('hosts');
  const trpc = useTRPC();
  const environmentId = useEnvironmentId();
  const { host: hostId = '' } = useParams<{ host: string }>();
  const query = useQuery(trpc.hosts.get.queryOptions({ environmentId, hostId }));
  const host = shownData(query);
  const crumbs = [{ label: t('title'), href: routes.hosts(environmentId) }, { label: host?.name ?? '…' }];
  if (!host) {
    return (
      <Page crumbs={crumbs}>
        {errorDetail(query.error)?.code === 'not-found' ? (
          <HostGone environmentId={environmentId} />
        ) : (
          <Pending query={query}>
            <HostSkeleton />
          </Pending>
        )}
      </Page>
    );
  }
  return (
    <Page
      crumbs={crumbs}
      title={host.name}
      aside={<HostHeadState host={host} />}
      description={host.description}
      actions={<HostMenu prominent environmentId={environmentId} host={host} />}
    >
      <HostStaleNotice host={host} />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <HostContainersCard environmentId={environmentId} host={host} />
          <EventFeed environmentId={environmentId} filter={{ hostId: host.id }} />
        </div>
        <div className="flex min-w-0 flex-col gap-5 max-xl:order-first">
          <HostFactsCard host={host} />
          <HostLabelsCard host={host} />
        </div>
      </div>
    </Page>
  );
}

function HostGone({ environmentId }: { environmentId: string }) {
  const t = useTranslations('hosts.gone');
  return (
    <EmptyState
      icon={Server}
      title={t('title')}
      action={
        <Button asChild variant="primary">
          <Link href={routes.hosts(environmentId)}>{t('action')}</Link>
        </Button>
      }
    >
      {t('text')}
    </EmptyState>
  );
}

function HostHeadState({ host }: { host: HostView }) {
  return (
    <>
      <HostStateBadge host={host} />
      <p className="text-ink-muted text-sm">
        <HostStateReason host={host} />
      </p>
    </>
  );
}

function HostSkeleton() {
  const t = useTranslations('hosts');
  return (
    <SkeletonGroup label={t('loading')} className="flex flex-col gap-5">
      <Skeleton className="h-7 w-56" />
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Skeleton className="h-80 rounded-lg" />
        <Skeleton className="h-80 rounded-lg" />
      </div>
    </SkeletonGroup>
  );
}
