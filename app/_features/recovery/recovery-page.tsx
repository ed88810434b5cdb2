'use client';

import { LifeBuoy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { RecoveryOverview } from '../../../server/schemas/recovery.ts';
import { Page } from '../../_components/shell/page.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { Pending } from '../../_trpc/pending.tsx';
import { AdminOnly } from '../session/admin-only.tsx';
import { GroupCard, type RecoveryAction } from './group-card.tsx';
import { OwnServerCard } from './own-server-card.tsx';
import { waitingHostCount } from './recovery-counts.ts';
import { TrustedServersCard } from './trusted-servers-card.tsx';
import { useRecoveryOverview } from './use-recovery-overview.ts';

const PlanDialog = lazy(() => import('./plan-dialog.tsx'));
const DismissDialog = lazy(() => import('./dismiss-dialog.tsx'));

export function RecoveryPage() {
  const t = useTranslations('recovery');
  return (
    <Page crumbs={[{ label: t('title') }]} title={t('title')} description={t('description')}>
      <AdminOnly text={t('adminOnly')}>
        <Loaded />
      </AdminOnly>
    </Page>
  );
}

function Loaded() {
  const t = useTranslations('recovery');
  const query = useRecoveryOverview();
  if (query.data) return <Overview data={query.data} />;
  return (
    <Pending query={query}>
      <SkeletonGroup label={t('loading')} className="flex flex-col gap-5">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-40 rounded-lg" />
      </SkeletonGroup>
    </Pending>
  );
}

type Open = { action: RecoveryAction; fingerprint: string; offerIds: readonly string[] };

/** What is asked lives here and not with the hosts it is about: those leave the list when the answer is yes. */
function Overview({ data }: { data: RecoveryOverview }) {
  const t = useTranslations('recovery');
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
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
          <GroupCard
            key={group.fingerprint}
            group={group}
            onAction={(action, offerIds) => setOpen({ action, fingerprint: group.fingerprint, offerIds })}
          />
        ))}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <OwnServerCard fingerprint={data.own.fingerprint} serverId={data.own.serverId} />
        <TrustedServersCard trusted={data.trusted} />
      </div>
      <Suspense>
        {open?.action === 'plan' ? (
          <PlanDialog fingerprint={open.fingerprint} offerIds={open.offerIds} onClose={close} />
        ) : null}
        {open?.action === 'dismiss' ? <DismissDialog offerIds={open.offerIds} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
