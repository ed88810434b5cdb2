'use client';

import { Check, Copy, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { useCopy } from './use-copy.ts';

const icons = { idle: Copy, copied: Check, failed: X };

type CopyButtonProps = {
  text: string;
  /** What is copied, for the accessible name: "Copy {label}". */
  label: string;
  /** With the word "Copy", where copying is the main thing to do. */
  wide?: boolean;
  className?: string;
};

export function CopyButton({ text, label, wide, className }: CopyButtonProps) {
  const t = useTranslations('ui');
  const { state, copy } = useCopy();
  const Icon = icons[state];
  const words = { idle: t('copy'), copied: t('copied'), failed: t('copyFailed') };
  const name = state === 'idle' ? t('copyWhat', { what: label }) : words[state];
  return (
    <>
      {wide ? (
        <Button size="sm" aria-label={name} className={className} onClick={() => copy(text)}>
          <Icon aria-hidden="true" className={state === 'copied' ? 'text-running' : undefined} />
          {words[state]}
        </Button>
      ) : (
        <IconButton size="sm" label={name} className={className} onClick={() => copy(text)}>
          <Icon aria-hidden="true" className={state === 'copied' ? 'text-running' : undefined} />
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : words[state]}
      </span>
    </>
  );
}
