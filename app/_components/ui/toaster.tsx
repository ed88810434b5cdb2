'use client';

import { useTheme } from 'next-themes';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { toasterStore } from './toast.ts';

const Sonner = lazy(() => import('sonner').then(({ Toaster: component }) => ({ default: component })));

const themes = { light: 'light', dark: 'dark' } as const;

export function Toaster() {
  const { resolvedTheme } = useTheme();
  const wanted = useSyncExternalStore(toasterStore.subscribe, toasterStore.wanted, () => false);
  if (!wanted) return null;
  return (
    <Suspense>
      <Sonner
        theme={resolvedTheme === 'dark' ? themes.dark : themes.light}
        position="bottom-right"
        toastOptions={{
          classNames: {
            toast: 'border-line! bg-raised! text-ink! shadow-pop! rounded-lg! font-sans!',
            description: 'text-ink-muted!',
            success: '[&_svg]:text-running',
            error: '[&_svg]:text-error',
          },
        }}
      />
    </Suspense>
  );
}
