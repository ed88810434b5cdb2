'use client';

import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { routes } from '../../_lib/routes.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { consequencesOf } from './service-consequences.ts';
import { useServiceLifecycle } from './use-service-lifecycle.ts';

export type ConfirmedAction = 'stop' | 'restart' | 'remove';

type ServiceActionDialogProps = {
  environmentId: string;
  service: ServiceDetail;
  siblings: readonly ServiceDetail[];
  action: ConfirmedAction;
  onClose: () => void;
};

export default function ServiceActionDialog(props: ServiceActionDialogProps) {
  const { environmentId, service, action, onClose } = props;
  const t = useTranslations(`services.confirm.${action}`);
  const router = useRouter();
  const errorText = useErrorText();
  const onItsPage = useParams<{ service?: string }>().service === service.id;
  const mutation = useServiceLifecycle(service.name)[action];
  const consequences = useConsequences(props);

  function confirm() {
    mutation.mutate(
      { environmentId, serviceId: service.id },
      {
        onSuccess: () => {
          onClose();
          if (action === 'remove' && onItsPage) router.push(routes.stack(environmentId, service.stackId));
        },
      },
    );
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title', { name: service.name })}
      consequences={consequences}
      confirmLabel={t('submit')}
      tone={action === 'restart' ? 'primary' : 'danger'}
      pending={mutation.isPending}
      error={mutation.error ? errorText(mutation.error) : null}
      onConfirm={confirm}
    />
  );
}

function useConsequences({ service, siblings, action }: ServiceActionDialogProps): string[] {
  const t = useTranslations('services.confirm');
  const { containerCount, hostPorts, dependants } = consequencesOf([service], siblings);
  if (action === 'restart') return [t('restart.containers', { count: service.runningCount })];
  const ports = hostPorts.length > 0 ? { count: hostPorts.length, ports: hostPorts.join(', ') } : null;
  const links = dependants.length > 0 ? { count: dependants.length, names: dependants.join(', ') } : null;
  if (action === 'stop') {
    return [
      t('stop.containers', { count: service.runningCount }),
      ...(ports ? [t('stop.ports', ports)] : []),
      ...(links ? [t('stop.links', links)] : []),
    ];
  }
  return [
    t('remove.containers', { count: containerCount }),
    t('remove.volumes'),
    ...(ports ? [t('remove.ports', ports)] : []),
    ...(links ? [t('remove.links', links)] : []),
    t('remove.history'),
  ];
}
