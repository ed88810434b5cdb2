'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '../../_components/ui/badge.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { cn } from '../../_lib/cn.ts';
import type { RouterOutputs } from '../../_trpc/client.ts';

type RevisionItemProps = {
  revision: RouterOutputs['services']['revisions'][number];
  selected: boolean;
  onSelect: () => void;
};

export function RevisionItem({ revision, selected, onSelect }: RevisionItemProps) {
  const t = useTranslations('services.revisions');
  return (
    <li className="border-line border-b last:border-b-0">
      <button
        type="button"
        aria-pressed={selected}
        onClick={onSelect}
        className={cn(
          'flex w-full flex-col gap-0.5 px-4 py-2.5 text-left transition-colors focus-visible:outline-offset-[-2px]',
          selected ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="flex items-center gap-2 font-medium text-ink text-sm">
          {t('number', { number: revision.number })}
          {revision.current ? <Badge tone="running">{t('current')}</Badge> : null}
        </span>
        <span className="truncate font-mono text-2xs text-ink-muted">{revision.spec.launch.image}</span>
        <span className="text-ink-muted text-xs">
          <RelativeTime date={revision.createdAt} />{' '}
          {revision.createdBy === null ? t('unknownAuthor') : t('by', { name: revision.createdBy })}
        </span>
      </button>
    </li>
  );
}
