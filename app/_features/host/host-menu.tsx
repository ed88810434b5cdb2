'use client';

import { Pause, Pencil, Play, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { HostView } from '../../../server/schemas/host.ts';
import { ActionMenu, type MenuEntry } from '../../_components/ui/action-menu.tsx';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { type HostAction, hostRefusal } from './host-actions.ts';
import { useActivateHost } from './use-activate-host.ts';

const EditHostDialog = lazy(() => import('./edit-host-dialog.tsx'));
const DeactivateHostDialog = lazy(() => import('./deactivate-host-dialog.tsx'));
const RemoveHostDialog = lazy(() => import('./remove-host-dialog.tsx'));

type HostMenuProps = { environmentId: string; host: HostView };
type HostMenuButton = HostMenuProps & {
  /** On the host's own page, where the button says what it is. */
  prominent?: boolean;
};
type HostDialog = Exclude<HostAction, 'activate'>;

export function HostMenu({ environmentId, host, prominent = false }: HostMenuButton) {
  const t = useTranslations('hosts');
  const [dialog, setDialog] = useState<HostDialog | null>(null);
  const props = { environmentId, host, onClose: () => setDialog(null) };
  return (
    <>
      <ActionMenu
        label={t('actionsOf', { name: host.name })}
        entries={useEntries({ environmentId, host }, setDialog)}
        {...(prominent ? { text: t('actionsTitle') } : { className: '-mr-1.5' })}
      />
      <Suspense>
        {dialog === 'edit' ? <EditHostDialog {...props} /> : null}
        {dialog === 'deactivate' ? <DeactivateHostDialog {...props} /> : null}
        {dialog === 'remove' ? <RemoveHostDialog {...props} /> : null}
      </Suspense>
    </>
  );
}

function useEntries({ environmentId, host }: HostMenuProps, open: (dialog: HostDialog) => void): MenuEntry[] {
  const t = useTranslations('hosts');
  const role = useCurrentEnvironment()?.role ?? null;
  const activate = useActivateHost(environmentId, host);
  const item = (action: HostAction) => {
    const refusal = hostRefusal(action, host.state, role);
    const reason = refusal && t(`refusals.${refusal}`);
    return { kind: 'item' as const, key: action, label: t(`actions.${action}`), reason };
  };
  return [
    { ...item('edit'), icon: Pencil, onSelect: () => open('edit') },
    host.state === 'inactive'
      ? { ...item('activate'), icon: Play, onSelect: activate }
      : { ...item('deactivate'), icon: Pause, onSelect: () => open('deactivate') },
    { kind: 'separator', key: 'separator' },
    { ...item('remove'), icon: Trash2, tone: 'danger', onSelect: () => open('remove') },
  ];
}
