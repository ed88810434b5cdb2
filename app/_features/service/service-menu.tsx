'use client';

import { EllipsisVertical, Pencil, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../_components/ui/dropdown-menu.tsx';
import { IconButton } from '../../_components/ui/icon-button.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useCurrentEnvironment } from '../environment/current-environment.tsx';
import { type Refusals, refusals } from './lifecycle.ts';
import type { ConfirmedAction } from './service-action-dialog.tsx';
import { useServiceLifecycle } from './use-service-lifecycle.ts';

const ServiceActionDialog = lazy(() => import('./service-action-dialog.tsx'));

type ServiceMenuProps = {
  environmentId: string;
  service: ServiceDetail;
  /** The services of its stack, to say which of them depend on it. */
  siblings: readonly ServiceDetail[];
};

export function ServiceMenu({ environmentId, service, siblings }: ServiceMenuProps) {
  const t = useTranslations('services');
  const router = useRouter();
  const errorText = useErrorText();
  const [dialog, setDialog] = useState<ConfirmedAction | null>(null);
  const role = useCurrentEnvironment()?.role ?? null;
  const refused = refusals(service, role);
  const { start } = useServiceLifecycle(service.name);
  const reason = (action: keyof Refusals) => {
    const refusal = refused[action];
    return refusal ? t(`refusals.${refusal}`) : undefined;
  };
  const onError = (error: unknown) => notify.error(errorText(error));
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton plain size="sm" label={t('actionsOf', { name: service.name })}>
            <EllipsisVertical aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem
            reason={reason('edit')}
            onSelect={() => router.push(routes.editService(environmentId, service.id))}
          >
            <Pencil aria-hidden="true" />
            {t('actions.edit')}
          </DropdownMenuItem>
          {refused.start === null ? (
            <DropdownMenuItem
              onSelect={() => start.mutate({ environmentId, serviceId: service.id }, { onError })}
            >
              <Play aria-hidden="true" />
              {t('actions.start')}
            </DropdownMenuItem>
          ) : (
            <>
              <DropdownMenuItem reason={reason('restart')} onSelect={() => setDialog('restart')}>
                <RotateCw aria-hidden="true" />
                {t('actions.restart')}
              </DropdownMenuItem>
              <DropdownMenuItem reason={reason('stop')} onSelect={() => setDialog('stop')}>
                <Square aria-hidden="true" />
                {t('actions.stop')}
              </DropdownMenuItem>
            </>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" reason={reason('remove')} onSelect={() => setDialog('remove')}>
            <Trash2 aria-hidden="true" />
            {t('actions.remove')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Suspense>
        {dialog ? (
          <ServiceActionDialog
            environmentId={environmentId}
            service={service}
            siblings={siblings}
            action={dialog}
            onClose={() => setDialog(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
