'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { EnvironmentView } from '../../../server/schemas/identity.ts';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

type RemoveEnvironmentDialogProps = { environment: EnvironmentView; onClose: () => void };

export default function RemoveEnvironmentDialog({ environment, onClose }: RemoveEnvironmentDialogProps) {
  const t = useTranslations('environments.remove');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const remove = useMutation(
    trpc.environments.remove.mutationOptions({
      onSuccess: async () => {
        onClose();
        notify.success(t('done', { name: environment.name }));
        await queryClient.invalidateQueries({ queryKey: trpc.environments.pathKey() });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title', { name: environment.name })}
      consequences={[t('members'), t('history'), t('final')]}
      typeToConfirm={environment.name}
      confirmLabel={t('submit')}
      pending={remove.isPending}
      error={remove.error ? errorText(remove.error) : null}
      onConfirm={() => remove.mutate({ environmentId: environment.id })}
    />
  );
}
