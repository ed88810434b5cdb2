'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { Page } from '../../_components/shell/page.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { RoleGate } from '../environment/role-gate.tsx';
import { ListSkeleton } from '../stack/list-skeleton.tsx';
import { EditServicePreview } from './form/edit-service-preview.tsx';
import { existingServiceValues, type ServiceFormResult } from './form/form-values.ts';
import { ServiceForm } from './form/service-form.tsx';
import { useLinkTargets } from './use-link-targets.ts';
import { useRefreshServices } from './use-refresh-services.ts';

export function EditServicePage() {
  const t = useTranslations('serviceForm');
  const stacks = useTranslations('stacks');
  const environmentId = useEnvironmentId();
  const { service: serviceId = '' } = useParams<{ service: string }>();
  const query = useQuery(useTRPC().services.get.queryOptions({ environmentId, serviceId }));
  const service = query.data;
  const crumbs = [
    { label: stacks('title'), href: routes.stacks(environmentId) },
    ...(service ? [{ label: service.stackName, href: routes.stack(environmentId, service.stackId) }] : []),
    { label: service?.name ?? '…', href: routes.service(environmentId, serviceId) },
    { label: t('editTitle') },
  ];
  return (
    <Page crumbs={crumbs} title={service ? t('editName', { name: service.name }) : t('editTitle')}>
      {service ? (
        <RoleGate needed="restricted">
          <EditForm environmentId={environmentId} service={service} />
        </RoleGate>
      ) : (
        <Pending query={query}>
          <ListSkeleton label={stacks('loading')} />
        </Pending>
      )}
    </Page>
  );
}

function EditForm({ environmentId, service }: { environmentId: string; service: ServiceDetail }) {
  const t = useTranslations('serviceForm');
  const router = useRouter();
  // What was there when the form was opened: live news about containers must not reset what is being typed.
  const [initial] = useState(() => existingServiceValues(environmentId, service));
  const save = useSaveService(environmentId, service);
  return (
    <ServiceForm
      initial={initial}
      stackName={service.stackName}
      isNew={false}
      linkTargets={useLinkTargets(environmentId, service.stackId, service.id)}
      submitLabel={t('save')}
      onCancel={() => router.push(routes.service(environmentId, service.id))}
      onSubmit={save}
      preview={(preview) => <EditServicePreview service={service} {...preview} />}
    />
  );
}

function useSaveService(environmentId: string, service: ServiceDetail) {
  const t = useTranslations('serviceForm');
  const router = useRouter();
  const refresh = useRefreshServices();
  const update = useMutation(useTRPC().services.update.mutationOptions());
  return async ({ description, links, spec }: ServiceFormResult) => {
    const { revision } = await update.mutateAsync({
      environmentId,
      serviceId: service.id,
      description,
      links,
      spec,
    });
    const { name } = service;
    notify.success(
      revision === service.revision ? t('saved', { name }) : t('savedRevision', { name, revision }),
    );
    router.push(routes.service(environmentId, service.id));
    await refresh();
  };
}
