'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cn } from '../../_lib/cn.ts';
import { isCurrent, type NavItem } from './nav-items.ts';

type NavListProps = { label: string; items: readonly NavItem[]; onNavigate?: () => void };

export function NavList({ label, items, onNavigate }: NavListProps) {
  const t = useTranslations('shell.nav');
  const pathname = usePathname();
  return (
    <nav aria-label={label}>
      <ul className="flex flex-col gap-px">
        {items.map((item) => {
          const current = isCurrent(item, pathname);
          const Icon = item.icon;
          return (
            <li key={item.key}>
              <Link
                href={item.href}
                aria-current={current ? 'page' : undefined}
                {...(onNavigate ? { onClick: onNavigate } : {})}
                className={cn(
                  'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-sm transition-colors pointer-coarse:h-10',
                  current
                    ? 'bg-accent-soft text-accent-text'
                    : 'text-ink-muted hover:bg-hover hover:text-ink',
                )}
              >
                <Icon aria-hidden="true" className="size-4 shrink-0" />
                {t(item.key)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
