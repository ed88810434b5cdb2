'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useRefreshRecovery } from './use-refresh-recovery.ts';

type DistrustDialogProps = { fingerprint: string; onClose: () => void };

export default function DistrustDialog({ fingerprint, onClose }: DistrustDialogProps) {
  const t = useTranslations('recovery.distrust');
  const errorText = useErrorText();
  const refresh = useRefreshRecovery();
  const distrust = useMutation(
    useTRPC().recovery.distrust.mutationOptions({
      onSuccess: () => {
        onClose();
        notify.success(t('done'));
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
      title={t('title')}
      consequences={[t('later'), t('stays')]}
      confirmLabel={t('submit')}
      pending={distrust.isPending}
      error={distrust.error ? errorText(distrust.error) : null}
      onConfirm={() => distrust.mutate({ fingerprint })}
    />
  );
}
