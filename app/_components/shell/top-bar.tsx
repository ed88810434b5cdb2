'use client';

import { Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { ConnectionIndicator } from './connection-indicator.tsx';
import { PaletteButton } from './palette-button.tsx';
import { useShell } from './shell-context.tsx';

export function TopBar({ crumbs, account }: { crumbs: readonly Crumb[]; account: ReactNode }) {
  const t = useTranslations('shell');
  const { setDrawerOpen } = useShell();
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-canvas/90 px-3 backdrop-blur-sm sm:px-5">
      <IconButton
        plain
        label={t('openNavigation')}
        className="-ml-1 lg:hidden"
        onClick={() => setDrawerOpen(true)}
      >
        <Menu aria-hidden="true" />
      </IconButton>
      <Breadcrumbs label={t('breadcrumbs')} items={crumbs} className="flex-1" />
      <div className="flex shrink-0 items-center gap-1.5">
        <ConnectionIndicator />
        <PaletteButton />
        {account}
      </div>
    </header>
  );
}
