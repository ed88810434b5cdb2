'use client';

import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';
import type { EnvironmentView } from '../../../server/schemas/identity.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { retryWhileFailing } from '../../_trpc/retry-while-failing.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { readLastEnvironment, rememberEnvironment } from './last-environment.ts';

export function useEnvironments() {
  const trpc = useTRPC();
  return useQuery(trpc.environments.list.queryOptions(undefined, { refetchInterval: retryWhileFailing }));
}

/** The id in the address; only for pages below /[environment]. */
export function useEnvironmentId(): string {
  const { environment } = useParams<{ environment?: string }>();
  if (!environment) throw new Error('useEnvironmentId is for pages below /[environment].');
  return environment;
}

/**
 * The environment that the console is about: the one in the address, else the one used last, else the first.
 * Null while the list is loading or when there is none.
 */
export function useCurrentEnvironment(): EnvironmentView | null {
  const { environment } = useParams<{ environment?: string }>();
  const { data } = useEnvironments();
  const last = useSyncExternalStore(noSubscription, readLastEnvironment, () => null);
  const current = chooseEnvironment(data ?? [], environment ?? null, last);
  const id = current?.id;
  useEffect(() => {
    if (id) rememberEnvironment(id);
  }, [id]);
  return current;
}

/** Nobody announces changes of what the browser stores; it is read anew with every page. */
const noSubscription = () => () => undefined;
