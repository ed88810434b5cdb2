'use client';

import { CopyButton } from '../../_components/ui/copy-button.tsx';
import { cn } from '../../_lib/cn.ts';
import { groupsOf, headLength } from './fingerprint.ts';

type FingerprintBlockProps = { fingerprint: string; label: string; className?: string };

/** All 64 digits in groups of four, the ones that people compare first in bold. */
export function FingerprintBlock({ fingerprint, label, className }: FingerprintBlockProps) {
  const groups = groupsOf(fingerprint).map((digits, position) => ({ digits, position }));
  return (
    <figure
      className={cn(
        'flex items-start gap-3 rounded-lg border border-line bg-sunken py-2.5 pr-2 pl-3.5',
        className,
      )}
    >
      <div className="min-w-0 flex-1">
        <figcaption className="pb-1 text-ink-faint text-xs">{label}</figcaption>
        <code className="grid w-fit grid-cols-4 gap-x-3 gap-y-0.5 font-mono text-ink-muted text-sm sm:grid-cols-8">
          {groups.map(({ digits, position }) => (
            <span
              key={position}
              className={(position + 1) * digits.length <= headLength ? 'font-bold text-ink' : undefined}
            >
              {digits}
            </span>
          ))}
        </code>
      </div>
      <CopyButton text={fingerprint} label={label} />
    </figure>
  );
}

/** In a row of a table: the beginning, and the whole for copying and comparing. */
export function ShortFingerprint({ fingerprint, label }: { fingerprint: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <code className="font-mono text-ink-muted text-xs" title={fingerprint}>
        {groupsOf(fingerprint).slice(0, shortGroups).join(' ')}…
      </code>
      <CopyButton text={fingerprint} label={label} className="-my-1.5" />
    </span>
  );
}

const shortGroups = 4;
