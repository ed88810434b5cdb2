'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useCurrentEnvironment, useEnvironmentId } from '../environment/current-environment.tsx';
import { useMay } from '../environment/use-role.ts';
import type { EnrolmentToken } from './enrolment-token.ts';
import { PreparationForm } from './preparation-form.tsx';

const CommandSection = lazy(() => import('./command-section.tsx'));
const WaitingSection = lazy(() => import('./waiting-section.tsx'));

/** Labels and address, then the command, then waiting for the host together with the person. */
export function AddHostPage() {
  const t = useTranslations('enrolment');
  const hosts = useTranslations('hosts');
  const environmentId = useEnvironmentId();
  return (
    <Page
      crumbs={[{ label: hosts('title'), href: routes.hosts(environmentId) }, { label: t('title') }]}
      title={t('title')}
      description={t('description')}
    >
      <AddHostSteps environmentId={environmentId} />
    </Page>
  );
}

function AddHostSteps({ environmentId }: { environmentId: string }) {
  const t = useTranslations('enrolment');
  const trpc = useTRPC();
  const known = useCurrentEnvironment() !== null;
  const may = useMay('member');
  const settings = useQuery(trpc.settings.get.queryOptions());
  const [token, setToken] = useState<EnrolmentToken | null>(null);
  if (known && !may) return <Notice tone="warning">{t('needsMember')}</Notice>;
  if (!settings.data) {
    return (
      <Pending query={settings}>
        <SkeletonGroup label={t('loading')} className="max-w-3xl">
          <Skeleton className="h-64 rounded-lg" />
        </SkeletonGroup>
      </Pending>
    );
  }
  return (
    <ol className="flex max-w-3xl flex-col gap-5">
      <PreparationForm
        environmentId={environmentId}
        registrationUrl={settings.data.registrationUrl}
        hasToken={token !== null}
        onToken={setToken}
      />
      {token ? (
        <Suspense>
          <CommandSection token={token} />
          <WaitingSection key={token.id} environmentId={environmentId} tokenId={token.id} />
        </Suspense>
      ) : null}
    </ol>
  );
}
