'use client';

import { DatabaseBackup } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { BackupOverview } from '../../../server/schemas/backup.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { Progress } from '../../_components/ui/progress.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { Pending } from '../../_trpc/pending.tsx';
import { AdminOnly } from '../session/admin-only.tsx';
import { BackupTable } from './backup-table.tsx';
import { RestoreCard } from './restore-card.tsx';
import { ScheduleCard } from './schedule-card.tsx';
import { useBackupOverview, useCreateBackup } from './use-backups.ts';

export function BackupsPage() {
  const t = useTranslations('backups');
  const query = useBackupOverview();
  const create = useCreateBackup();
  const { data } = query;
  return (
    <Page
      crumbs={[{ label: t('title') }]}
      title={t('title')}
      description={t('description')}
      actions={
        data ? (
          <Button
            variant="primary"
            disabled={!data.ready || data.running}
            loading={create.isPending}
            onClick={() => create.mutate()}
          >
            <DatabaseBackup aria-hidden="true" />
            {t('create')}
          </Button>
        ) : null
      }
    >
      <AdminOnly text={t('adminOnly')}>
        {data ? (
          <Overview overview={data} running={data.running || create.isPending} />
        ) : (
          <Pending query={query}>
            <BackupsSkeleton />
          </Pending>
        )}
      </AdminOnly>
    </Page>
  );
}

function BackupsSkeleton() {
  const t = useTranslations('backups');
  return (
    <SkeletonGroup label={t('loading')} className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <Skeleton className="h-72 rounded-lg" />
      <Skeleton className="h-72 rounded-lg" />
    </SkeletonGroup>
  );
}

function Overview({ overview, running }: { overview: BackupOverview; running: boolean }) {
  const t = useTranslations('backups');
  const { ready, howTo, lastFailure, backups, directory } = overview;
  return (
    <>
      {ready ? null : (
        <Notice tone="warning" title={t('notReady.title')}>
          <p className="whitespace-pre-line">{howTo}</p>
        </Notice>
      )}
      {lastFailure ? (
        <Notice
          tone="error"
          title={t.rich('failed.title', { time: () => <RelativeTime date={lastFailure.at} /> })}
        >
          {lastFailure.message}
        </Notice>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-3">
          {running ? (
            <div role="status" className="flex flex-col gap-1.5">
              <p className="text-ink-muted text-sm">{t('running')}</p>
              <Progress label={t('running')} />
            </div>
          ) : null}
          {backups.length === 0 ? (
            <EmptyState icon={DatabaseBackup} title={t('empty.title')}>
              {t(ready ? 'empty.text' : 'empty.notReady')}
            </EmptyState>
          ) : (
            <BackupTable backups={backups} />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ScheduleCard overview={overview} />
          <RestoreCard directory={directory} />
        </div>
      </div>
    </>
  );
}
