'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

type DeactivateHostDialogProps = { environmentId: string; host: HostView; onClose: () => void };

export default function DeactivateHostDialog({ environmentId, host, onClose }: DeactivateHostDialogProps) {
  const t = useTranslations('hosts.deactivate');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const deactivate = useMutation(
    trpc.hosts.deactivate.mutationOptions({
      onSuccess: async () => {
        notify.success(t('done', { name: host.name }));
        onClose();
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
      tone="primary"
      title={t('title', { name: host.name })}
      consequences={[t('noNew'), t('stay', { count: host.containers.length }), t('undo')]}
      confirmLabel={t('submit')}
      pending={deactivate.isPending}
      error={deactivate.error ? errorText(deactivate.error) : null}
      onConfirm={() => deactivate.mutate({ environmentId, hostId: host.id })}
    />
  );
}
