'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useRefreshServices } from '../service/use-refresh-services.ts';
import type { ContainerSubject } from './container-menu.tsx';

type RemoveContainerDialogProps = {
  environmentId: string;
  container: ContainerSubject;
  onClose: () => void;
};

export default function RemoveContainerDialog(props: RemoveContainerDialogProps) {
  const { environmentId, container, onClose } = props;
  const t = useTranslations('containers.remove');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refreshServices = useRefreshServices();
  const errorText = useErrorText();
  const remove = useMutation(
    trpc.containers.remove.mutationOptions({
      onSuccess: async () => {
        notify.success(t('done', { name: container.name }));
        onClose();
        await Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.containers.pathKey() }),
          refreshServices(),
        ]);
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title', { name: container.name })}
      consequences={[
        t('replaced', { host: container.hostName }),
        t('files'),
        ...(container.stale ? [t('waits', { host: container.hostName })] : []),
      ]}
      confirmLabel={t('submit')}
      pending={remove.isPending}
      error={remove.error ? errorText(remove.error) : null}
      onConfirm={() => remove.mutate({ environmentId, containerId: container.id })}
    />
  );
}
