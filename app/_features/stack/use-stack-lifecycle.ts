'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../_trpc/client.ts';
import { useLifecycleDone } from '../service/use-lifecycle-done.ts';

/** The four calls for a whole stack. Errors are the caller's to show. */
export function useStackLifecycle(name: string) {
  const { stacks } = useTRPC();
  const done = useLifecycleDone('stacks', name);
  return {
    start: useMutation(stacks.start.mutationOptions(done('start'))),
    stop: useMutation(stacks.stop.mutationOptions(done('stop'))),
    restart: useMutation(stacks.restart.mutationOptions(done('restart'))),
    remove: useMutation(stacks.remove.mutationOptions(done('remove'))),
  };
}
