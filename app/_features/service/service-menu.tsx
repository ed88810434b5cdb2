'use client';

import { Pencil, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { ActionMenu, type MenuEntry } from '../../_components/ui/action-menu.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { type LifecycleAction, serviceRefusal } from './lifecycle.ts';
import type { ConfirmedAction } from './service-action-dialog.tsx';
import { useServiceLifecycle } from './use-service-lifecycle.ts';

const ServiceActionDialog = lazy(() => import('./service-action-dialog.tsx'));

type ServiceMenuProps = {
  environmentId: string;
  service: ServiceDetail;
  /** The services of its stack, to say which of them depend on it. */
  siblings: readonly ServiceDetail[];
};

export function ServiceMenu({ environmentId, service, siblings }: ServiceMenuProps) {
  const t = useTranslations('services');
  const [dialog, setDialog] = useState<ConfirmedAction | null>(null);
  return (
    <>
      <ActionMenu
        label={t('actionsOf', { name: service.name })}
        entries={useEntries(environmentId, service, setDialog)}
      />
      <Suspense>
        {dialog ? (
          <ServiceActionDialog
            environmentId={environmentId}
            service={service}
            siblings={siblings}
            action={dialog}
            onClose={() => setDialog(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function useEntries(
  environmentId: string,
  service: ServiceDetail,
  ask: (action: ConfirmedAction) => void,
): MenuEntry[] {
  const t = useTranslations('services');
  const router = useRouter();
  const errorText = useErrorText();
  const role = useCurrentEnvironment()?.role ?? null;
  const { start } = useServiceLifecycle(service.name);
  const refused = (action: LifecycleAction | 'update') => {
    const refusal = serviceRefusal(action, service.state, role);
    return refusal && t(`refusals.${refusal}`);
  };
  const item = (action: LifecycleAction) => ({
    kind: 'item' as const,
    key: action,
    label: t(`actions.${action}`),
    reason: refused(action),
  });
  const startIt = () =>
    start.mutate(
      { environmentId, serviceId: service.id },
      { onError: (error) => notify.error(errorText(error)) },
    );
  const edit: MenuEntry = {
    kind: 'item',
    key: 'edit',
    label: t('actions.edit'),
    reason: refused('update'),
    icon: Pencil,
    onSelect: () => router.push(routes.editService(environmentId, service.id)),
  };
  const isDown = service.state === 'stopped' || service.state === 'stopping';
  return [
    edit,
    ...(isDown
      ? [{ ...item('start'), icon: Play, onSelect: startIt }]
      : [
          { ...item('restart'), icon: RotateCw, onSelect: () => ask('restart') },
          { ...item('stop'), icon: Square, onSelect: () => ask('stop') },
        ]),
    { kind: 'separator', key: 'separator' },
    { ...item('remove'), icon: Trash2, tone: 'danger', onSelect: () => ask('remove') },
  ];
}
