'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Skeleton } from '../../_components/ui/skeleton.tsx';
import { useCurrentEnvironment, useEnvironments } from './current-environment.tsx';

export function SwitcherButton(props: ComponentProps<'button'>) {
  const t = useTranslations('environments.switcher');
  const current = useCurrentEnvironment();
  const { isPending } = useEnvironments();
  return (
    <button
      type="button"
      className="flex h-11 w-full items-center gap-2.5 rounded-lg border border-line bg-surface px-2.5 text-left shadow-card transition-colors hover:bg-hover"
      {...props}
    >
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-2xs text-ink-faint leading-3.5">{t('label')}</span>
        {isPending ? (
          <Skeleton className="mt-1 h-3 w-24" />
        ) : (
          <span className="truncate font-semibold text-ink text-sm leading-4.5">
            {current?.name ?? t('none')}
          </span>
        )}
      </span>
      <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
    </button>
  );
}
