'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { routes, safeReturnPath } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';

/**
 * Leads to where one belongs: set-up while there is no administrator, the console once there is a session, and to
 * sign-in otherwise. Returns the status query of the page that asks.
 */
export function useEntrance(page: 'signIn' | 'setup') {
  const trpc = useTRPC();
  const router = useRouter();
  const next = safeReturnPath(useSearchParams().get('next'));
  const status = useQuery(trpc.auth.status.queryOptions());
  const { data } = status;
  useEffect(() => {
    if (!data) return;
    if (data.needsSetup && page === 'signIn') router.replace(routes.setup);
    else if (data.user) router.replace(next);
    else if (!data.needsSetup && page === 'setup') router.replace(routes.signIn);
  }, [data, next, page, router]);
  return status;
}
