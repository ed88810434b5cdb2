'use client';

import { EllipsisVertical, Pause, Pencil, Play, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { HostView } from '../../../server/schemas/host.ts';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../_components/ui/dropdown-menu.tsx';
import { IconButton } from '../../_components/ui/icon-button.tsx';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { type HostAction, hostActions } from './host-actions.ts';
import { useHostMutations } from './use-host-mutations.ts';

const EditHostDialog = lazy(() => import('./edit-host-dialog.tsx'));
const DeactivateHostDialog = lazy(() => import('./deactivate-host-dialog.tsx'));
const RemoveHostDialog = lazy(() => import('./remove-host-dialog.tsx'));

export function HostMenu({ environmentId, host }: { environmentId: string; host: HostView }) {
  const t = useTranslations('hosts');
  const [dialog, setDialog] = useState<Exclude<HostAction, 'activate'> | null>(null);
  const role = useCurrentEnvironment()?.role ?? null;
  const { activate } = useHostMutations(environmentId, host);
  const refusals = hostActions(host.state, role);
  const reason = (action: HostAction) => {
    const refusal = refusals[action];
    return refusal ? t(`refusals.${refusal}`) : undefined;
  };
  const close = () => setDialog(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton plain size="sm" label={t('actionsOf', { name: host.name })} className="-mr-1.5">
            <EllipsisVertical aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem reason={reason('edit')} onSelect={() => setDialog('edit')}>
            <Pencil aria-hidden="true" />
            {t('actions.edit')}
          </DropdownMenuItem>
          {host.state === 'inactive' ? (
            <DropdownMenuItem reason={reason('activate')} onSelect={activate}>
              <Play aria-hidden="true" />
              {t('actions.activate')}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem reason={reason('deactivate')} onSelect={() => setDialog('deactivate')}>
              <Pause aria-hidden="true" />
              {t('actions.deactivate')}
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" reason={reason('remove')} onSelect={() => setDialog('remove')}>
            <Trash2 aria-hidden="true" />
            {t('actions.remove')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Suspense>
        {dialog === 'edit' ? (
          <EditHostDialog environmentId={environmentId} host={host} onClose={close} />
        ) : null}
        {dialog === 'deactivate' ? (
          <DeactivateHostDialog environmentId={environmentId} host={host} onClose={close} />
        ) : null}
        {dialog === 'remove' ? (
          <RemoveHostDialog environmentId={environmentId} host={host} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}
