'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import type { UserView } from '../../../server/schemas/identity.ts';
import { safeReturnPath } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';

/** After signing in: forget what was asked without a session, then go on to where the person was heading. */
export function useEnter(): (user: UserView) => void {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const next = safeReturnPath(useSearchParams().get('next'));
  return (user) => {
    const statusKey = trpc.auth.status.queryKey();
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== statusKey[0] });
    queryClient.setQueryData(statusKey, (status) => status && { ...status, needsSetup: false, user });
    router.replace(next);
  };
}
