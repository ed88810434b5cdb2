'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useRefreshRecovery } from './use-refresh-recovery.ts';

type DismissDialogProps = { offerIds: readonly string[]; onClose: () => void };

export default function DismissDialog({ offerIds, onClose }: DismissDialogProps) {
  const t = useTranslations('recovery.dismiss');
  const errorText = useErrorText();
  const refresh = useRefreshRecovery();
  const count = offerIds.length;
  const dismiss = useMutation(
    useTRPC().recovery.dismiss.mutationOptions({
      onSuccess: () => {
        onClose();
        notify.success(t('done', { count }));
        return refresh();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title', { count })}
      consequences={[t('nothingBack'), t('running'), t('anew')]}
      confirmLabel={t('submit')}
      pending={dismiss.isPending}
      error={dismiss.error ? errorText(dismiss.error) : null}
      onConfirm={() => dismiss.mutate({ offerIds: [...offerIds] })}
    />
  );
}
