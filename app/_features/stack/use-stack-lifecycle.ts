'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import type { LifecycleAction } from '../service/lifecycle.ts';
import { useRefreshServices } from '../service/use-refresh-services.ts';

/** The four calls for a whole stack. Errors are the caller's to show. */
export function useStackLifecycle(name: string) {
  const t = useTranslations('stacks.done');
  const trpc = useTRPC();
  const refresh = useRefreshServices();
  const done = (action: LifecycleAction) => ({
    onSuccess: () => {
      notify.success(t(action, { name }));
      return refresh();
    },
  });
  return {
    start: useMutation(trpc.stacks.start.mutationOptions(done('start'))),
    stop: useMutation(trpc.stacks.stop.mutationOptions(done('stop'))),
    restart: useMutation(trpc.stacks.restart.mutationOptions(done('restart'))),
    remove: useMutation(trpc.stacks.remove.mutationOptions(done('remove'))),
  };
}
