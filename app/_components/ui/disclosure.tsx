'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '../../_lib/cn.ts';

type DisclosureProps = {
  title: ReactNode;
  /** What is inside, in a word or two, so that one need not open it to know. */
  summary?: ReactNode;
  defaultOpen?: boolean;
  /** Something inside needs a look: it opens by itself and stays open. */
  forceOpen?: boolean;
  children: ReactNode;
};

/** A part of a page that opens and closes; what was typed inside stays. */
export function Disclosure({
  title,
  summary,
  defaultOpen = false,
  forceOpen = false,
  children,
}: DisclosureProps) {
  const [open, setOpen] = useState(defaultOpen);
  const shown = open || forceOpen;
  return (
    <details
      open={shown}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group rounded-lg border border-line bg-surface shadow-card"
    >
      <summary className="flex min-h-11 list-none items-center gap-2.5 rounded-lg px-4 py-2 transition-colors hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
        />
        <h2 className="font-semibold text-ink text-sm">{title}</h2>
        <span className={cn('ml-auto min-w-0 truncate text-ink-faint text-xs', shown && 'opacity-0')}>
          {summary}
        </span>
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-2 pb-4">{children}</div>
    </details>
  );
}
