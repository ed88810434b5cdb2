'use client';

import { RotateCw, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';
import { Button } from './button.tsx';

type ErrorStateProps = {
  title?: ReactNode;
  /** What went wrong, in the server's words where it has any. */
  children?: ReactNode;
  onRetry?: () => void;
  retrying?: boolean;
  className?: string;
};

/** In place of content that could not be had. */
export function ErrorState({ title, children, onRetry, retrying, className }: ErrorStateProps) {
  const t = useTranslations('ui');
  return (
    <div
      role="alert"
      className={cn(
        'flex flex-col items-center gap-3 rounded-lg border border-line bg-surface px-6 py-12 text-center',
        className,
      )}
    >
      <span className="flex size-10 items-center justify-center rounded-lg bg-error-soft text-error">
        <Unplug aria-hidden="true" className="size-5" />
      </span>
      <div className="flex max-w-lg flex-col gap-1">
        <p className="font-semibold text-base text-ink">{title ?? t('errorTitle')}</p>
        {children ? <div className="break-words text-ink-muted text-sm">{children}</div> : null}
      </div>
      {onRetry ? (
        <Button onClick={onRetry} loading={retrying ?? false}>
          <RotateCw aria-hidden="true" />
          {t('retry')}
        </Button>
      ) : null}
    </div>
  );
}
