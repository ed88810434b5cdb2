'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

/** Takes effect at the press of a menu item; there is nothing to confirm. */
export function useActivateHost(environmentId: string, host: Pick<HostView, 'id' | 'name'>) {
  const t = useTranslations('hosts.done');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const onError = (error: unknown) => notify.error(errorText(error));
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.hosts.pathKey() });
  const activate = useMutation(
    trpc.hosts.activate.mutationOptions({
      onSuccess: () => {
        notify.success(t('activated', { name: host.name }));
        return refresh();
      },
      onError,
    }),
  );
  return () => activate.mutate({ environmentId, hostId: host.id });
}
