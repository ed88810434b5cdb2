'use client';

import { useSyncExternalStore } from 'react';

export type Connection = 'idle' | 'connecting' | 'live' | 'reconnecting';

let current: Connection = 'idle';
const listeners = new Set<() => void>();

/** What the live stream of the open environment is doing; written by <LiveUpdates> only. */
export function setConnection(next: Connection): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => 'idle',
  );
}
