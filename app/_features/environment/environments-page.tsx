'use client';

import { FolderTree, Plus } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { EnvironmentView } from '../../../server/schemas/identity.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { routes } from '../../_lib/routes.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { RecoveryCallout } from '../recovery/recovery-callout.tsx';
import { useEnvironments } from './current-environment.tsx';
import { type EnvironmentAction, EnvironmentTable } from './environment-table.tsx';

const EnvironmentDialog = lazy(() => import('./environment-dialog.tsx'));
const RemoveEnvironmentDialog = lazy(() => import('./remove-environment-dialog.tsx'));
const MembersSheet = lazy(() => import('../member/members-sheet.tsx'));

type Open = { action: EnvironmentAction; environment: EnvironmentView };

export function EnvironmentsPage() {
  const t = useTranslations('environments');
  const router = useRouter();
  const creating = useSearchParams().has('create');
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const create = (
    <Button variant="primary" onClick={() => router.push(`${routes.environments}?create`)}>
      <Plus aria-hidden="true" />
      {t('create.action')}
    </Button>
  );
  return (
    <Page crumbs={[{ label: t('title') }]} title={t('title')} description={t('description')} actions={create}>
      <RecoveryCallout />
      <EnvironmentList onAction={(action, environment) => setOpen({ action, environment })} />
      <Suspense>
        {creating ? (
          <EnvironmentDialog environment={null} onClose={() => router.replace(routes.environments)} />
        ) : null}
        {open?.action === 'edit' ? (
          <EnvironmentDialog environment={open.environment} onClose={close} />
        ) : null}
        {open?.action === 'remove' ? (
          <RemoveEnvironmentDialog environment={open.environment} onClose={close} />
        ) : null}
        {open?.action === 'members' ? <MembersSheet environment={open.environment} onClose={close} /> : null}
      </Suspense>
    </Page>
  );
}

type EnvironmentListProps = { onAction: (action: EnvironmentAction, environment: EnvironmentView) => void };

function EnvironmentList({ onAction }: EnvironmentListProps) {
  const t = useTranslations('environments');
  const query = useEnvironments();
  const { data } = query;
  if (!data) {
    return (
      <Pending query={query}>
        <SkeletonGroup label={t('loading')}>
          <Skeleton className="h-44 rounded-lg" />
        </SkeletonGroup>
      </Pending>
    );
  }
  if (data.length === 0) {
    return (
      <EmptyState icon={FolderTree} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  return <EnvironmentTable environments={data} onAction={onAction} />;
}
