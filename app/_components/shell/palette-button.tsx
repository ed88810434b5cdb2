'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Kbd } from '../ui/kbd.tsx';
import { useShell } from './shell-context.tsx';

export function PaletteButton() {
  const t = useTranslations('shell.palette');
  const { setPaletteOpen } = useShell();
  return (
    <button
      type="button"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={() => setPaletteOpen(true)}
      className="inline-flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-faint text-xs shadow-card transition-colors hover:bg-hover hover:text-ink-muted pointer-coarse:h-10 max-md:w-8 max-md:justify-center max-md:border-transparent max-md:bg-transparent max-md:px-0 max-md:shadow-none max-md:pointer-coarse:w-10"
    >
      <Search aria-hidden="true" className="size-3.5" />
      <span className="max-md:sr-only">{t('search')}</span>
      <span aria-hidden="true" className="ml-4 max-md:hidden">
        <Kbd>{t('shortcut')}</Kbd>
      </span>
    </button>
  );
}
