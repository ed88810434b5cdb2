'use client';

import { FileCode, Pencil, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { ActionMenu, type MenuEntry } from '../../_components/ui/action-menu.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { type LifecycleAction, stackRefusal } from '../service/lifecycle.ts';
import type { ConfirmedAction } from '../service/service-action-dialog.tsx';
import type { StackSubject } from './stack-subject.ts';
import { useStackLifecycle } from './use-stack-lifecycle.ts';

const StackActionDialog = lazy(() => import('./stack-action-dialog.tsx'));
const EditStackDialog = lazy(() => import('./edit-stack-dialog.tsx'));

type StackMenuProps = { environmentId: string; stack: StackSubject };
type StackDialog = ConfirmedAction | 'edit';

/** `prominent` on the stack's own page, where the button says what it is. */
export function StackMenu({ environmentId, stack, prominent }: StackMenuProps & { prominent?: boolean }) {
  const t = useTranslations('stacks');
  const [dialog, setDialog] = useState<StackDialog | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <ActionMenu
        label={t('actionsOf', { name: stack.name })}
        entries={useEntries({ environmentId, stack }, setDialog)}
        {...(prominent ? { text: t('actionsTitle') } : {})}
      />
      <Suspense>
        {dialog === 'edit' ? (
          <EditStackDialog environmentId={environmentId} stack={stack} onClose={close} />
        ) : dialog ? (
          <StackActionDialog environmentId={environmentId} stack={stack} action={dialog} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}

function useEntries(
  { environmentId, stack }: StackMenuProps,
  open: (dialog: StackDialog) => void,
): MenuEntry[] {
  const t = useTranslations('stacks');
  const router = useRouter();
  const errorText = useErrorText();
  const role = useCurrentEnvironment()?.role ?? null;
  const { start } = useStackLifecycle(stack.name);
  const refused = (action: LifecycleAction | 'update') => {
    const refusal = stackRefusal(action, stack, role);
    return refusal && t(`refusals.${refusal}`);
  };
  const item = (action: LifecycleAction) => ({
    kind: 'item' as const,
    key: action,
    label: t(`actions.${action}`),
    reason: refused(action),
  });
  const change = (key: 'edit' | 'compose') => ({
    kind: 'item' as const,
    key,
    label: t(`actions.${key}`),
    reason: refused('update'),
  });
  const startAll = () =>
    start.mutate(
      { environmentId, stackId: stack.id },
      { onError: (error) => notify.error(errorText(error)) },
    );
  const toCompose = () => router.push(routes.stackCompose(environmentId, stack.id));
  return [
    { ...change('edit'), icon: Pencil, onSelect: () => open('edit') },
    { ...change('compose'), icon: FileCode, onSelect: toCompose },
    { kind: 'separator', key: 'run' },
    { ...item('start'), icon: Play, onSelect: startAll },
    { ...item('restart'), icon: RotateCw, onSelect: () => open('restart') },
    { ...item('stop'), icon: Square, onSelect: () => open('stop') },
    { kind: 'separator', key: 'end' },
    { ...item('remove'), icon: Trash2, tone: 'danger', onSelect: () => open('remove') },
  ];
}
