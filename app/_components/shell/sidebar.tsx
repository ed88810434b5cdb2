'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { routes } from '../../_lib/routes.ts';
import { Wordmark } from '../ui/logo.tsx';
import { adminNav, environmentNav } from './nav-items.ts';
import { NavList } from './nav-list.tsx';

type SidebarProps = {
  environmentId: string | null;
  isAdmin: boolean;
  version: string | null;
  switcher: ReactNode;
  onNavigate?: () => void;
};

/** The same content stands beside the page on wide screens and in a drawer on narrow ones. */
export function Sidebar({ environmentId, isAdmin, version, switcher, onNavigate }: SidebarProps) {
  const t = useTranslations('shell');
  const app = useTranslations('app');
  const navigate = onNavigate ? { onNavigate } : {};
  return (
    <div className="flex h-full flex-col gap-3 px-3 pb-3">
      <Link
        href={routes.home}
        {...(onNavigate ? { onClick: onNavigate } : {})}
        className="flex h-12 shrink-0 items-center self-start rounded-md px-1.5"
      >
        <Wordmark name={app('name')} />
      </Link>
      {switcher}
      {environmentId ? (
        <NavList label={t('environmentNav')} items={environmentNav(environmentId)} {...navigate} />
      ) : null}
      <div className="mt-auto flex flex-col gap-1">
        <p className="px-2 font-medium text-2xs text-ink-faint">{t('manage')}</p>
        <NavList label={t('manage')} items={adminNav(isAdmin)} {...navigate} />
        <p className="h-4 px-2 pt-2 text-2xs text-ink-faint tabular-nums">
          {version ? t('version', { version }) : ''}
        </p>
      </div>
    </div>
  );
}
