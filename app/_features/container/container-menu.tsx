'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { UnitState } from '../../../server/schemas/service.ts';
import { ActionMenu, type MenuEntry } from '../../_components/ui/action-menu.tsx';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { containerRefusal } from './container-actions.ts';

const RemoveContainerDialog = lazy(() => import('./remove-container-dialog.tsx'));

export type ContainerSubject = {
  readonly id: string;
  readonly name: string;
  readonly unitState: UnitState;
  readonly hostName: string;
  /** The host does not answer: what is asked of it waits. */
  readonly stale: boolean;
};

type ContainerMenuProps = {
  environmentId: string;
  container: ContainerSubject;
  /** On the container's own page, where the button says what it is. */
  prominent?: boolean;
};

export function ContainerMenu({ environmentId, container, prominent = false }: ContainerMenuProps) {
  const t = useTranslations('containers');
  const role = useCurrentEnvironment()?.role ?? null;
  const [asking, setAsking] = useState(false);
  const refusal = containerRefusal(container.unitState, role);
  const entries: MenuEntry[] = [
    {
      kind: 'item',
      key: 'remove',
      label: t('actions.remove'),
      icon: Trash2,
      tone: 'danger',
      reason: refusal && t(`refusals.${refusal}`),
      onSelect: () => setAsking(true),
    },
  ];
  return (
    <>
      <ActionMenu
        label={t('actionsOf', { name: container.name })}
        entries={entries}
        {...(prominent ? { text: t('actionsTitle') } : { className: '-mr-1.5 shrink-0' })}
      />
      <Suspense>
        {asking ? (
          <RemoveContainerDialog
            environmentId={environmentId}
            container={container}
            onClose={() => setAsking(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
