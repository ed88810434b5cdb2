import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

export type Crumb = { label: ReactNode; href?: string };

type BreadcrumbsProps = { label: string; items: readonly Crumb[]; className?: string };

/** The last item is the page itself. On narrow screens only it and its parent remain. */
export function Breadcrumbs({ label, items, className }: BreadcrumbsProps) {
  // Two of them may lead to the same page, so only their place tells them apart.
  const placed = items.map((item, position) => ({ ...item, position }));
  return (
    <nav aria-label={label} className={cn('min-w-0', className)}>
      <ol className="flex min-w-0 items-center gap-1.5 text-sm">
        {placed.map((item, index) => {
          const last = index === items.length - 1;
          const early = index < items.length - 2;
          return (
            <Fragment key={item.position}>
              {index > 0 ? (
                <li
                  aria-hidden="true"
                  className={cn(
                    'text-ink-faint',
                    early && 'max-sm:hidden',
                    index === items.length - 2 && 'max-sm:hidden',
                  )}
                >
                  /
                </li>
              ) : null}
              <li className={cn('min-w-0', early && 'max-sm:hidden', last ? 'shrink' : 'shrink-0')}>
                {item.href && !last ? (
                  <Link
                    href={item.href}
                    className="rounded text-ink-muted transition-colors hover:text-ink hover:underline"
                  >
                    {item.label}
                  </Link>
                ) : (
                  <span
                    aria-current={last ? 'page' : undefined}
                    className="block truncate font-medium text-ink"
                  >
                    {item.label}
                  </span>
                )}
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}
