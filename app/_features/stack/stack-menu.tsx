'use client';

import { EllipsisVertical, FileCode, Pencil, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../_components/ui/dropdown-menu.tsx';
import { IconButton, type IconButtonProps } from '../../_components/ui/icon-button.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { type Refusals, refusals } from '../service/lifecycle.ts';
import type { ConfirmedAction } from '../service/service-action-dialog.tsx';
import type { StackSubject } from './stack-subject.ts';
import { useStackLifecycle } from './use-stack-lifecycle.ts';

const StackActionDialog = lazy(() => import('./stack-action-dialog.tsx'));
const EditStackDialog = lazy(() => import('./edit-stack-dialog.tsx'));

type StackMenuProps = { environmentId: string; stack: StackSubject } & Pick<
  IconButtonProps,
  'variant' | 'size'
>;

export function StackMenu({ environmentId, stack, variant, size = 'sm' }: StackMenuProps) {
  const t = useTranslations('stacks');
  const router = useRouter();
  const errorText = useErrorText();
  const [dialog, setDialog] = useState<ConfirmedAction | 'edit' | null>(null);
  const role = useCurrentEnvironment()?.role ?? null;
  const refused = refusals({ state: stack.state, empty: stack.serviceCount === 0 }, role);
  const { start } = useStackLifecycle(stack.name);
  const reason = (action: keyof Refusals) => {
    const refusal = refused[action];
    return refusal ? t(`refusals.${refusal}`) : undefined;
  };
  const close = () => setDialog(null);
  const startAll = () =>
    start.mutate(
      { environmentId, stackId: stack.id },
      { onError: (error) => notify.error(errorText(error)) },
    );
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton plain size={size} variant={variant} label={t('actionsOf', { name: stack.name })}>
            <EllipsisVertical aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem reason={reason('edit')} onSelect={() => setDialog('edit')}>
            <Pencil aria-hidden="true" />
            {t('actions.edit')}
          </DropdownMenuItem>
          <DropdownMenuItem
            reason={reason('edit')}
            onSelect={() => router.push(routes.stackCompose(environmentId, stack.id))}
          >
            <FileCode aria-hidden="true" />
            {t('actions.compose')}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem reason={reason('start')} onSelect={startAll}>
            <Play aria-hidden="true" />
            {t('actions.start')}
          </DropdownMenuItem>
          <DropdownMenuItem reason={reason('restart')} onSelect={() => setDialog('restart')}>
            <RotateCw aria-hidden="true" />
            {t('actions.restart')}
          </DropdownMenuItem>
          <DropdownMenuItem reason={reason('stop')} onSelect={() => setDialog('stop')}>
            <Square aria-hidden="true" />
            {t('actions.stop')}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" reason={reason('remove')} onSelect={() => setDialog('remove')}>
            <Trash2 aria-hidden="true" />
            {t('actions.remove')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
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
