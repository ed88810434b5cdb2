'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { countByService } from './containers-by-stack.ts';

type RemoveHostDialogProps = { environmentId: string; host: HostView; onClose: () => void };

const servicesShown = 8;

export default function RemoveHostDialog({ environmentId, host, onClose }: RemoveHostDialogProps) {
  const t = useTranslations('hosts.remove');
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const onItsPage = useParams<{ host?: string }>().host === host.id;
  const remove = useMutation(
    trpc.hosts.remove.mutationOptions({
      onSuccess: async () => {
        notify.success(t('done', { name: host.name }));
        onClose();
        if (onItsPage) router.push(routes.hosts(environmentId));
        await queryClient.invalidateQueries({ queryKey: trpc.hosts.pathKey() });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title', { name: host.name })}
      consequences={useConsequences(host)}
      confirmLabel={t('submit')}
      {...(host.containers.length > 0 ? { typeToConfirm: host.name } : {})}
      pending={remove.isPending}
      error={remove.error ? errorText(remove.error) : null}
      onConfirm={() => remove.mutate({ environmentId, hostId: host.id })}
    />
  );
}

function useConsequences(host: HostView): string[] {
  const t = useTranslations('hosts.remove');
  const services = countByService(host.containers);
  const rest = services.slice(servicesShown).reduce((sum, { count }) => sum + count, 0);
  return [
    ...services.slice(0, servicesShown).map(({ name, count }) => t('moves', { count, service: name })),
    ...(rest > 0 ? [t('movesMore', { count: rest })] : []),
    ...(services.length === 0 ? [t('nothingMoves')] : [t('wait')]),
    ...(host.foreignContainerCount > 0 ? [t('foreignStay', { count: host.foreignContainerCount })] : []),
    t('keyRevoked'),
  ];
}
