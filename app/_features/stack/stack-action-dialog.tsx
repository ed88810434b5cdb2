'use client';

import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '../../_components/ui/confirm-dialog.tsx';
import { routes } from '../../_lib/routes.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import type { ConfirmedAction } from '../service/service-action-dialog.tsx';
import type { StackSubject } from './stack-subject.ts';
import { useStackLifecycle } from './use-stack-lifecycle.ts';

type StackActionDialogProps = {
  environmentId: string;
  stack: StackSubject;
  action: ConfirmedAction;
  onClose: () => void;
};

export default function StackActionDialog({ environmentId, stack, action, onClose }: StackActionDialogProps) {
  const t = useTranslations('stacks.confirm');
  const router = useRouter();
  const errorText = useErrorText();
  const onItsPage = useParams<{ stack?: string }>().stack === stack.id;
  const mutation = useStackLifecycle(stack.name)[action];
  const containers = action === 'remove' ? stack.unitCount : stack.runningCount;
  const consequences = [
    t(`${action}.services`, { count: stack.serviceCount }),
    t(`${action}.containers`, { count: containers }),
    ...(action === 'remove' ? [t('remove.volumes'), t('remove.history')] : []),
  ];

  function confirm() {
    mutation.mutate(
      { environmentId, stackId: stack.id },
      {
        onSuccess: () => {
          onClose();
          if (action === 'remove' && onItsPage) router.push(routes.stacks(environmentId));
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
      title={t(`${action}.title`, { name: stack.name })}
      consequences={consequences}
      confirmLabel={t(`${action}.submit`)}
      {...(action === 'remove' && stack.unitCount > 0 ? { typeToConfirm: stack.name } : {})}
      tone={action === 'restart' ? 'primary' : 'danger'}
      pending={mutation.isPending}
      error={mutation.error ? errorText(mutation.error) : null}
      onConfirm={confirm}
    />
  );
}
