'use client';

import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { RoleGate } from '../environment/role-gate.tsx';
import { ListSkeleton } from './list-skeleton.tsx';

const ComposeWorkbench = lazy(async () => {
  const { ComposeWorkbench: component } = await import('../compose/compose-workbench.tsx');
  return { default: component };
});

/** Compose files for a stack that is there already. */
export function StackComposePage() {
  const t = useTranslations('compose');
  const stacks = useTranslations('stacks');
  const environmentId = useEnvironmentId();
  const { stack: stackId = '' } = useParams<{ stack: string }>();
  const query = useQuery(useTRPC().stacks.get.queryOptions({ environmentId, stackId }));
  const crumbs = [
    { label: stacks('title'), href: routes.stacks(environmentId) },
    { label: query.data?.name ?? '…', href: routes.stack(environmentId, stackId) },
    { label: t('title') },
  ];
  return (
    <Page crumbs={crumbs} title={t('title')} description={t('description')}>
      {query.data ? (
        <RoleGate needed="restricted">
          <Suspense fallback={<ListSkeleton label={stacks('loading')} />}>
            <ComposeWorkbench environmentId={environmentId} stackName={query.data.name} />
          </Suspense>
        </RoleGate>
      ) : (
        <Pending query={query}>
          <ListSkeleton label={stacks('loading')} />
        </Pending>
      )}
    </Page>
  );
}
