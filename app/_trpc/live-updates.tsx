'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useMemo, useRef } from 'react';
import { everything, isAffected } from './affected-queries.ts';
import { createChangeQueue } from './change-queue.ts';
import { useTRPC } from './client.ts';
import { setConnection } from './connection.ts';

/**
 * One stream of change keys per open environment. Each key makes the queries that show it fetch again; what is not on
 * the screen is only marked stale. Before the stream opened, first or again, anything may have been missed, so then
 * everything is looked at. Give it the environment as `key` too: each environment has a stream of its own.
 */
export function LiveUpdates({ environmentId }: { environmentId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const wasLive = useRef(false);
  const queue = useMemo(
    () =>
      createChangeQueue((changes) =>
        queryClient.invalidateQueries({ predicate: ({ queryKey }) => isAffected(queryKey, changes) }),
      ),
    [queryClient],
  );
  const stream = useSubscription(
    trpc.changes.watch.subscriptionOptions(
      { environmentId },
      { onData: ({ data }) => void queue.push(data) },
    ),
  );

  useEffect(() => {
    if (stream.status === 'pending') {
      // A stream that broke may have been a server that was gone: then what no change tells of is old too.
      if (wasLive.current) void queryClient.invalidateQueries();
      else {
        void queue.push(everything);
        void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
      }
      wasLive.current = true;
      setConnection('live');
    } else if (stream.status === 'connecting') {
      setConnection(wasLive.current ? 'reconnecting' : 'connecting');
    } else {
      setConnection(stream.status === 'error' ? 'reconnecting' : 'idle');
    }
  }, [stream.status, queue, queryClient]);

  const { reset } = stream;
  useEffect(() => {
    if (stream.status !== 'error') return;
    const timer = setTimeout(reset, retryAfterMs);
    return () => clearTimeout(timer);
  }, [stream.status, reset]);

  useEffect(() => () => setConnection('idle'), []);
  return null;
}

/** The stream reopens by itself after a lost connection; this is for the case that the server refused it. */
const retryAfterMs = 3000;
