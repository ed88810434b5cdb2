'use client';

import { useSyncExternalStore } from 'react';

const secondMs = 1000;

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = Math.floor(Date.now() / secondMs) * secondMs;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    timer = setInterval(tick, secondMs);
    tick();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The time in whole steps, from one clock for the whole page; null in the server's markup and while hydrating.
 * A component renders again only when its step changes.
 */
export function useNow(stepMs: number = secondMs): number | null {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor((now || Date.now()) / stepMs) * stepMs,
    () => null,
  );
}
