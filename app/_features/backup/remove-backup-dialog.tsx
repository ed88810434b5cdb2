'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Backup } from '../../../server/schemas/backup.ts';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { lossOf } from './backup-view-model.ts';
import { useRefreshBackups } from './use-backups.ts';

type RemoveBackupDialogProps = { backup: Backup; all: readonly Backup[]; onClose: () => void };

export default function RemoveBackupDialog({ backup, all, onClose }: RemoveBackupDialogProps) {
  const t = useTranslations('backups.remove');
  const errorText = useErrorText();
  const refresh = useRefreshBackups();
  const loss = lossOf(backup, all);
  const remove = useMutation(
    useTRPC().backups.remove.mutationOptions({
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
      consequences={[t('file', { name: backup.name }), ...(loss ? [t(loss)] : []), t('final')]}
      confirmLabel={t('submit')}
      pending={remove.isPending}
      error={remove.error ? errorText(remove.error) : null}
      onConfirm={() => remove.mutate({ name: backup.name })}
    />
  );
}
