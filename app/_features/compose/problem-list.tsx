'use client';

import { useTranslations } from 'next-intl';
import type { ComposeProblem } from '../../../server/schemas/stack.ts';
import { StateShape } from '../../_components/ui/state-shape.tsx';

type ProblemListProps = {
  entries: readonly ComposeProblem[];
  tone: 'error' | 'warning';
  onSelect: (problem: ComposeProblem) => void;
};

/** Each leads to its line. */
export function ProblemList({ entries, tone, onSelect }: ProblemListProps) {
  const t = useTranslations('compose.plan');
  return (
    <ul className="flex flex-col">
      {entries.map((entry) => (
        <li key={`${entry.file}:${entry.line}:${entry.column}:${entry.path}:${entry.message}`}>
          <button
            type="button"
            onClick={() => onSelect(entry)}
            className="flex w-full gap-2.5 px-4 py-2 text-left transition-colors hover:bg-hover focus-visible:outline-offset-[-2px]"
          >
            <StateShape tone={tone} className="mt-1 size-3" />
            <span className="min-w-0">
              <span className="block break-words text-ink text-sm">{entry.message}</span>
              <span className="block break-all font-mono text-2xs text-ink-faint">
                {entry.file === 'rancher-compose.yml' ? `${entry.file} · ` : ''}
                {t('line', { line: entry.line })}
                {entry.path ? ` · ${entry.path}` : ''}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
