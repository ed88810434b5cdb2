import Link from 'next/link';
import type { ReactNode } from 'react';
import { tabStyle } from './tab-style.ts';

export type LinkTab = { href: string; label: ReactNode };

type LinkTabsProps = {
  label: string;
  tabs: readonly LinkTab[] /** The path that is open. */;
  current: string;
};

/** Tabs that are pages: each has an address, and going back goes back. */
export function LinkTabs({ label, tabs, current }: LinkTabsProps) {
  return (
    <nav aria-label={label} className="scrollbar-thin overflow-x-auto border-line border-b">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href} className="flex">
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.href === current ? 'page' : undefined}
              className={tabStyle}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
