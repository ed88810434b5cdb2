'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';
import { IconButton } from './icon-button.tsx';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** The title is still announced, but the content brings its own heading. */
  titleHidden?: boolean;
  side?: 'left' | 'right';
  children: ReactNode;
  className?: string;
};

export function Sheet({
  open,
  onOpenChange,
  title,
  titleHidden,
  side = 'right',
  children,
  className,
}: SheetProps) {
  const t = useTranslations('ui');
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fade-in-0 fixed inset-0 z-40 animate-in bg-[oklch(0.15_0.02_250/0.45)] duration-150" />
        <Primitive.Content
          aria-describedby={undefined}
          className={cn(
            'fixed inset-y-0 z-40 flex w-[min(30rem,calc(100vw-2.5rem))] animate-in flex-col bg-raised shadow-pop outline-none duration-200',
            side === 'right' && 'slide-in-from-right right-0 border-line border-l',
            side === 'left' && 'slide-in-from-left left-0 border-line border-r',
            className,
          )}
        >
          {titleHidden ? (
            <Primitive.Title className="sr-only">{title}</Primitive.Title>
          ) : (
            <header className="flex h-12 shrink-0 items-center gap-3 border-line border-b pr-2.5 pl-5">
              <Primitive.Title className="min-w-0 flex-1 truncate font-semibold text-base text-ink">
                {title}
              </Primitive.Title>
              <Primitive.Close asChild>
                <IconButton label={t('close')} plain size="sm">
                  <X aria-hidden="true" />
                </IconButton>
              </Primitive.Close>
            </header>
          )}
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
