'use client';

import { useSyncExternalStore } from 'react';

export type Connection = 'idle' | 'connecting' | 'live' | 'reconnecting';

export interface ConnectionState {
  readonly connection: Connection;
  /** Milliseconds since the epoch. How old the page may be: while not live, when it last was or began to try. */
  readonly since: number;
}

/** Trying to open and trying again are one stretch of not being live: its beginning stays. */
export function nextConnection(
  current: ConnectionState,
  connection: Connection,
  now: number,
): ConnectionState {
  if (connection === current.connection) return current;
  return { connection, since: isTrying(connection) && isTrying(current.connection) ? current.since : now };
}

export function isTrying(connection: Connection): boolean {
  return connection === 'connecting' || connection === 'reconnecting';
}

const idle: ConnectionState = { connection: 'idle', since: 0 };
let current = idle;
const listeners = new Set<() => void>();

/** What the live stream of the open environment is doing; written by <LiveUpdates> only. */
export function setConnection(connection: Connection): void {
  const next = nextConnection(current, connection, Date.now());
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): ConnectionState {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => idle,
  );
}
