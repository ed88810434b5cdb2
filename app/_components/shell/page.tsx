'use client';

import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { AccountMenu } from '../../_features/account/account-menu.tsx';
import { useCurrentEnvironment } from '../../_features/environment/current-environment.tsx';
import { cn } from '../../_lib/cn.ts';
import { routes } from '../../_lib/routes.ts';
import type { Crumb } from '../ui/breadcrumbs.tsx';
import { NotLiveBanner } from './not-live-banner.tsx';
import { TopBar } from './top-bar.tsx';

type PageProps = {
  crumbs: readonly Crumb[];
  /** The page's heading. Without it the content brings its own <h1>. */
  title?: ReactNode;
  /** Beside the heading: a state badge, a count. */
  aside?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Below the heading: tabs, filters. */
  toolbar?: ReactNode;
  children: ReactNode;
  /** Edge to edge and as tall as the window, for canvases such as a graph. */
  full?: boolean;
};

/** Every page of the console: top bar, heading with actions, content. In an environment its name leads the way. */
export function Page({ crumbs, title, aside, description, actions, toolbar, children, full }: PageProps) {
  const addressed = useParams<{ environment?: string }>().environment !== undefined;
  const environment = useCurrentEnvironment();
  const root = {
    label: environment?.name ?? '…',
    href: environment ? routes.stacks(environment.id) : routes.home,
  };
  return (
    <>
      <TopBar crumbs={addressed && root ? [root, ...crumbs] : crumbs} account={<AccountMenu />} />
      <NotLiveBanner />
      <main
        id="content"
        tabIndex={-1}
        className={cn(
          'flex min-w-0 flex-1 flex-col outline-none',
          !full && 'mx-auto w-full max-w-[88rem] gap-5 px-4 pt-5 pb-16 sm:px-6 sm:pt-6',
        )}
      >
        {title ? (
          <header className="flex flex-col gap-1">
            <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
              <div className="flex min-h-8 min-w-0 flex-1 basis-40 flex-wrap items-center gap-x-3 gap-y-1">
                <h1 className="wrap-anywhere min-w-0 font-semibold text-ink text-xl tracking-tight">
                  {title}
                </h1>
                {aside}
              </div>
              {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
            </div>
            {description ? <p className="max-w-3xl text-ink-muted text-sm">{description}</p> : null}
          </header>
        ) : null}
        {toolbar}
        {children}
      </main>
    </>
  );
}
