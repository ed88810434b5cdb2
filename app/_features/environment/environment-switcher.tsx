'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Popover, PopoverContent, PopoverTrigger } from '../../_components/ui/popover.tsx';
import { Skeleton } from '../../_components/ui/skeleton.tsx';
import { useCurrentEnvironment, useEnvironments } from './current-environment.tsx';

const loadMenu = () => import('./environment-menu.tsx');
const EnvironmentMenu = lazy(loadMenu);

/** Names the environment one is in, and opens the list of the others. */
export function EnvironmentSwitcher({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('environments.switcher');
  const [open, setOpen] = useState(false);
  const current = useCurrentEnvironment();
  const { isPending } = useEnvironments();

  function close() {
    setOpen(false);
    onNavigate?.();
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        onPointerEnter={() => void loadMenu()}
        className="flex h-11 w-full items-center gap-2.5 rounded-lg border border-line bg-surface px-2.5 text-left shadow-card transition-colors hover:bg-hover"
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
      </PopoverTrigger>
      <PopoverContent className="w-68" aria-label={t('label')}>
        <Suspense fallback={<Skeleton className="m-2 h-24" />}>
          <EnvironmentMenu onDone={close} />
        </Suspense>
      </PopoverContent>
    </Popover>
  );
}
