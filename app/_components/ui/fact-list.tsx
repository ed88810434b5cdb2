import type { ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

export type Fact = { term: string; detail: ReactNode };

/** Terms and their details, as on the side of a detail page. */
export function FactList({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={cn('grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm', className)}>
      {facts.map(({ term, detail }) => (
        <div key={term} className="contents">
          <dt className="text-ink-faint">{term}</dt>
          <dd className="min-w-0 break-words text-ink">{detail}</dd>
        </div>
      ))}
    </dl>
  );
}
