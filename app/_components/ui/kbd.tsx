import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        'inline-flex h-[18px] min-w-[18px] items-center justify-center rounded border border-line bg-sunken px-1 font-sans text-2xs text-ink-faint',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
