'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { EnvironmentSwitcher } from '../../_features/environment/environment-switcher.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useShell } from './shell-context.tsx';
import { Sidebar } from './sidebar.tsx';

type NavDrawerProps = Omit<ComponentProps<typeof Sidebar>, 'switcher' | 'onNavigate'>;

export default function NavDrawer(props: NavDrawerProps) {
  const t = useTranslations('shell');
  const { drawerOpen, setDrawerOpen } = useShell();
  const close = () => setDrawerOpen(false);
  return (
    <Sheet
      open={drawerOpen}
      onOpenChange={setDrawerOpen}
      side="left"
      title={t('navigation')}
      titleHidden
      className="w-72"
    >
      <Sidebar {...props} switcher={<EnvironmentSwitcher onNavigate={close} />} onNavigate={close} />
    </Sheet>
  );
}
