'use client';

import { useTranslations } from 'next-intl';
import { notify } from '../../_components/ui/toast.ts';
import type { LifecycleAction } from './lifecycle.ts';
import { useRefreshServices } from './use-refresh-services.ts';

/** What follows a call that starts, stops, restarts or removes a service or a whole stack: its words, and what it changed. */
export function useLifecycleDone(of: 'services' | 'stacks', name: string) {
  const t = useTranslations(`${of}.done`);
  const refresh = useRefreshServices();
  return (action: LifecycleAction) => ({
    onSuccess: () => {
      notify.success(t(action, { name }));
      return refresh();
    },
  });
}
