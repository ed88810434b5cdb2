'use client';

import type { toast as Sonner } from 'sonner';

type Listener = () => void;

let wanted = false;
const listeners = new Set<Listener>();

/** For <Toaster>: the library is fetched when the first message is shown, not before. */
export const toasterStore = {
  wanted: () => wanted,
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

async function load(): Promise<typeof Sonner> {
  const { toast } = await import('sonner');
  if (!wanted) {
    wanted = true;
    for (const listener of listeners) listener();
  }
  return toast;
}

function show(kind: 'success' | 'error' | 'message', title: string, description?: string): void {
  void load().then((toast) => toast[kind](title, description ? { description } : undefined));
}

/** Short news about something the person did, for what has no place of its own on the page. */
export const notify = {
  success: (title: string, description?: string) => show('success', title, description),
  error: (title: string, description?: string) => show('error', title, description),
  message: (title: string, description?: string) => show('message', title, description),
};
