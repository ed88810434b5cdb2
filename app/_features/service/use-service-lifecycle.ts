'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import type { LifecycleAction } from './lifecycle.ts';
import { useRefreshServices } from './use-refresh-services.ts';

/** The four calls that start, stop, restart and remove a service. Errors are the caller's to show. */
export function useServiceLifecycle(name: string) {
  const t = useTranslations('services.done');
  const trpc = useTRPC();
  const refresh = useRefreshServices();
  const done = (action: LifecycleAction) => ({
    onSuccess: () => {
      notify.success(t(action, { name }));
      return refresh();
    },
  });
  return {
    start: useMutation(trpc.services.start.mutationOptions(done('start'))),
    stop: useMutation(trpc.services.stop.mutationOptions(done('stop'))),
    restart: useMutation(trpc.services.restart.mutationOptions(done('restart'))),
    remove: useMutation(trpc.services.remove.mutationOptions(done('remove'))),
  };
}
