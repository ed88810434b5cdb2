'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { TRPCProvider } from './client.ts';
import { createBrowserClient } from './links.ts';
import { createQueryClient } from './query-client.ts';

const signedOutEvent = new EventTarget();

/** Fires when a call was refused because the session is gone. */
export function onSignedOut(listener: () => void): () => void {
  signedOutEvent.addEventListener('signed-out', listener);
  return () => signedOutEvent.removeEventListener('signed-out', listener);
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() =>
    createQueryClient(() => signedOutEvent.dispatchEvent(new Event('signed-out'))),
  );
  const [client] = useState(createBrowserClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
