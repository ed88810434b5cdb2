'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { ApiProvider } from '../_trpc/provider.tsx';
import { Toaster } from './ui/toaster.tsx';

type ProvidersProps = {
  /** Allows the inline script that sets the theme before the first paint. */
  nonce: string | undefined;
  children: ReactNode;
};

export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce ? { nonce } : {})}
    >
      <ApiProvider>
        {children}
        <Toaster />
      </ApiProvider>
    </ThemeProvider>
  );
}
