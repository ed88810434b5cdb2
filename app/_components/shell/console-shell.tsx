'use client';

import { useParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useCurrentEnvironment, useEnvironments } from '../../_features/environment/current-environment.tsx';
import { EnvironmentSwitcher } from '../../_features/environment/environment-switcher.tsx';
import { SessionGuard, useSession } from '../../_features/session/session-context.tsx';
import { LiveUpdates } from '../../_trpc/live-updates.tsx';
import { ShellProvider, useShell } from './shell-context.tsx';
import { Sidebar } from './sidebar.tsx';

const MissingEnvironment = lazy(() => import('../../_features/environment/missing-environment.tsx'));
const NavDrawer = lazy(() => import('./nav-drawer.tsx'));
const CommandPalette = lazy(() => import('./command-palette.tsx'));

/** Everything around the pages behind a session: who is signed in, navigation, the palette, the live stream. */
export function ConsoleShell({ children }: { children: ReactNode }) {
  return (
    <SessionGuard>
      <ShellProvider>
        <Frame>{children}</Frame>
      </ShellProvider>
    </SessionGuard>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const shell = useShell();
  const environment = useCurrentEnvironment();
  const { user, version } = useSession();
  const missing = useIsMissing();
  usePaletteShortcut();
  const side = { environmentId: environment?.id ?? null, isAdmin: user?.kind === 'admin', version };
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-ink text-sm focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t('skipToContent')}
      </a>
      <aside className="sticky top-0 h-dvh w-58 shrink-0 border-line border-r bg-sunken/60 max-lg:hidden">
        <Sidebar {...side} switcher={<EnvironmentSwitcher />} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <Suspense>{missing ? <MissingEnvironment /> : children}</Suspense>
      </div>
      <Suspense>
        {shell.drawerOpen ? <NavDrawer {...side} /> : null}
        {shell.paletteOpen ? <CommandPalette /> : null}
      </Suspense>
      {environment ? <LiveUpdates key={environment.id} environmentId={environment.id} /> : null}
    </div>
  );
}

/** The address names an environment that is not there, or not for this person. */
function useIsMissing(): boolean {
  const addressed = useParams<{ environment?: string }>().environment !== undefined;
  const loaded = useEnvironments().data !== undefined;
  const environment = useCurrentEnvironment();
  return addressed && loaded && environment === null;
}

function usePaletteShortcut() {
  const { paletteOpen, setPaletteOpen } = useShell();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setPaletteOpen(!paletteOpen);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [paletteOpen, setPaletteOpen]);
}
