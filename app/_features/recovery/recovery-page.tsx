'use client';

import { LifeBuoy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Page } from '../../_components/shell/page.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { ErrorState } from '../../_components/ui/error-state.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { AdminOnly } from '../session/admin-only.tsx';
import { GroupCard } from './group-card.tsx';
import { OwnServerCard } from './own-server-card.tsx';
import { waitingHostCount } from './recovery-counts.ts';
import { TrustedServersCard } from './trusted-servers-card.tsx';
import { useRecoveryOverview } from './use-recovery-overview.ts';

export function RecoveryPage() {
  const t = useTranslations('recovery');
  return (
    <Page crumbs={[{ label: t('title') }]} title={t('title')} description={t('description')}>
      <AdminOnly text={t('adminOnly')}>
        <Overview />
      </AdminOnly>
    </Page>
  );
}

function Overview() {
  const t = useTranslations('recovery');
  const errorText = useErrorText();
  const { data, error, isFetching, refetch } = useRecoveryOverview();
  if (!data && error) {
    return (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching}>
        {errorText(error)}
      </ErrorState>
    );
  }
  if (!data) {
    return (
      <SkeletonGroup label={t('loading')} className="flex flex-col gap-5">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-40 rounded-lg" />
      </SkeletonGroup>
    );
  }
  return (
    <>
      {waitingHostCount(data) === 0 ? (
        <EmptyState icon={LifeBuoy} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      ) : null}
      {data.groups
        .filter(({ offers }) => offers.length > 0)
        .map((group) => (
          <GroupCard key={group.fingerprint} group={group} />
        ))}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <OwnServerCard fingerprint={data.own.fingerprint} serverId={data.own.serverId} />
        <TrustedServersCard trusted={data.trusted} />
      </div>
    </>
  );
}
