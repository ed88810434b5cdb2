'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../_trpc/client.ts';

/** Own changes are looked at once, without waiting for the stream to tell of them. */
export function useRefreshServices(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.stacks.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.services.pathKey() }),
    ]);
  };
}
