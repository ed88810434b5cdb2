'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { UserView } from '../../../server/schemas/identity.ts';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useUpdateUser } from './use-update-user.ts';

export default function DisableUserDialog({ user, onClose }: { user: UserView; onClose: () => void }) {
  const t = useTranslations('users.disable');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { update, pending } = useUpdateUser({
    onDone: () => {
      notify.success(t('done', { name: user.name }));
      onClose();
    },
    onError: (error) => setRefusal(errorText(error)),
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title', { name: user.name })}
      consequences={[t('sessions'), t('workloads'), t('undo')]}
      confirmLabel={t('submit')}
      pending={pending}
      error={refusal}
      onConfirm={() => update({ userId: user.id, disabled: true })}
    />
  );
}
