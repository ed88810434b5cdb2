'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_trpc/client.ts';
import { useSession } from '../session/session-context.tsx';

/** Hosts come one by one, and belong to no environment whose stream of changes could tell of them. */
const lookAgainMs = 5000;

/** What waits to be brought back; asked only for administrators. */
export function useRecoveryOverview() {
  const { user } = useSession();
  const trpc = useTRPC();
  return useQuery(
    trpc.recovery.overview.queryOptions(undefined, {
      enabled: user?.kind === 'admin',
      refetchInterval: lookAgainMs,
    }),
  );
}
