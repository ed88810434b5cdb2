'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { UserView } from '../../../server/schemas/identity.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { onSignedOut } from '../../_trpc/provider.tsx';
import { retryWhileFailing } from '../../_trpc/retry-while-failing.ts';

type Session = { user: UserView | null; version: string | null };

const SessionContext = createContext<Session>({ user: null, version: null });

/** The signed-in person; `user` is null only until the server has answered for the first time. */
export const useSession = () => useContext(SessionContext);

/**
 * Keeps people without a session out. The page below renders at once and asks for its data in the same request as the
 * session; if there is none the server refuses that data and the person is led to sign in.
 */
export function SessionGuard({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const router = useRouter();
  const pathname = usePathname();
  const status = useQuery(trpc.auth.status.queryOptions(undefined, { refetchInterval: retryWhileFailing }));
  const { data, refetch } = status;

  useEffect(() => onSignedOut(() => void refetch()), [refetch]);

  useEffect(() => {
    if (!data) return;
    if (data.needsSetup) router.replace(routes.setup);
    else if (!data.user) router.replace(`${routes.signIn}?next=${encodeURIComponent(pathname)}`);
  }, [data, pathname, router]);

  if (data && !data.user) return null;
  return (
    <SessionContext value={{ user: data?.user ?? null, version: data?.version ?? null }}>
      {children}
    </SessionContext>
  );
}
