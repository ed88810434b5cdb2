'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { ApiProvider } from '../_trpc/provider.tsx';
import { Toaster } from './ui/toaster.tsx';

export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <ApiProvider>
        {children}
        <Toaster />
      </ApiProvider>
    </ThemeProvider>
  );
}
