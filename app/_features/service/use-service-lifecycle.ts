'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../_trpc/client.ts';
import { useLifecycleDone } from './use-lifecycle-done.ts';

/** The four calls that start, stop, restart and remove a service. Errors are the caller's to show. */
export function useServiceLifecycle(name: string) {
  const { services } = useTRPC();
  const done = useLifecycleDone('services', name);
  return {
    start: useMutation(services.start.mutationOptions(done('start'))),
    stop: useMutation(services.stop.mutationOptions(done('stop'))),
    restart: useMutation(services.restart.mutationOptions(done('restart'))),
    remove: useMutation(services.remove.mutationOptions(done('remove'))),
  };
}
