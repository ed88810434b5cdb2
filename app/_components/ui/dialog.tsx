'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';
import { IconButton } from './icon-button.tsx';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  size?: 'sm' | 'md' | 'lg';
};

const widths = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' };

/** Title, body that scrolls, and whatever <DialogFooter> holds. Escape and the cross close it; focus comes back. */
export function Dialog({ open, onOpenChange, title, description, children, size = 'sm' }: DialogProps) {
  const t = useTranslations('ui');
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fade-in-0 fixed inset-0 z-40 animate-in bg-[oklch(0.15_0.02_250/0.45)] duration-150" />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fade-in-0 zoom-in-98 fixed top-1/2 left-1/2 z-40 flex max-h-[min(88dvh,46rem)] w-[calc(100vw-1.5rem)] animate-in flex-col',
            '-translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-raised shadow-pop outline-none duration-150',
            widths[size],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="font-semibold text-ink text-lg">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="mt-0.5 text-ink-muted text-sm">
                  {description}
                </Primitive.Description>
              ) : null}
            </div>
            <Primitive.Close asChild>
              <IconButton label={t('close')} plain size="sm" className="-mr-1.5">
                <X aria-hidden="true" />
              </IconButton>
            </Primitive.Close>
          </header>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function DialogBody({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn('scrollbar-thin flex flex-col gap-4 overflow-y-auto px-5 pt-4 pb-5', className)}>
      {children}
    </div>
  );
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap justify-end gap-2 rounded-b-xl border-line border-t bg-sunken/50 px-5 py-3">
      {children}
    </footer>
  );
}
