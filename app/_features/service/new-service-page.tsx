'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { RoleGate } from '../environment/role-gate.tsx';
import { ListSkeleton } from '../stack/list-skeleton.tsx';
import { newServiceValues } from './form/form-values.ts';
import { NewServicePreview } from './form/new-service-preview.tsx';
import { ServiceForm } from './form/service-form.tsx';
import { useLinkTargets } from './use-link-targets.ts';
import { useRefreshServices } from './use-refresh-services.ts';

export function NewServicePage() {
  const t = useTranslations('serviceForm');
  const stacks = useTranslations('stacks');
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshServices();
  const environmentId = useEnvironmentId();
  const { stack: stackId = '' } = useParams<{ stack: string }>();
  const query = useQuery(trpc.stacks.get.queryOptions({ environmentId, stackId }));
  const create = useMutation(trpc.services.create.mutationOptions());
  const initial = useMemo(() => newServiceValues(environmentId, stackId), [environmentId, stackId]);
  const targets = useLinkTargets(environmentId, stackId, null);
  const stack = query.data;
  const crumbs = [
    { label: stacks('title'), href: routes.stacks(environmentId) },
    { label: stack?.name ?? '…', href: routes.stack(environmentId, stackId) },
    { label: t('newTitle') },
  ];
  return (
    <Page crumbs={crumbs} title={t('newTitle')}>
      {stack ? (
        <RoleGate needed="restricted">
          <ServiceForm
            initial={initial}
            stackName={stack.name}
            isNew
            linkTargets={targets}
            submitLabel={t('create')}
            onCancel={() => router.push(routes.stack(environmentId, stackId))}
            onSubmit={async (result) => {
              await create.mutateAsync(result);
              notify.success(t('created', { name: result.name }));
              router.push(routes.stack(environmentId, stackId));
              await refresh();
            }}
            preview={(preview) => <NewServicePreview {...preview} />}
          />
        </RoleGate>
      ) : (
        <Pending query={query}>
          <ListSkeleton label={stacks('loading')} />
        </Pending>
      )}
    </Page>
  );
}
