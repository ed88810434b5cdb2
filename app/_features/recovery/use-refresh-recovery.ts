'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../_trpc/client.ts';

/** What a decision about older servers changes: the offers, and the environments that came back. */
export function useRefreshRecovery(): () => Promise<unknown> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.recovery.overview.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.environments.pathKey() }),
    ]);
}
