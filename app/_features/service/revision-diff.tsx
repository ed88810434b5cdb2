'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Card, CardBody } from '../../_components/ui/card.tsx';
import { Select } from '../../_components/ui/select.tsx';
import type { RouterOutputs } from '../../_trpc/client.ts';
import { type FieldDiff, specDiff } from './spec-diff.ts';

type Revision = RouterOutputs['services']['revisions'][number];

type RevisionDiffProps = { revision: Revision; revisions: readonly Revision[] };

/** What is different in one revision, compared to the one before it or to any other. */
export function RevisionDiff({ revision, revisions }: RevisionDiffProps) {
  const t = useTranslations('services.revisions');
  const selectId = useId();
  const others = revisions.filter((other) => other.number !== revision.number);
  const before = others.find((other) => other.number < revision.number) ?? others.at(-1);
  const [against, setAgainst] = useState(before?.number ?? null);
  const other = others.find((candidate) => candidate.number === against);
  const diffs = other ? specDiff(other.spec, revision.spec) : [];
  return (
    <Card>
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2">
        <h2 className="flex-1 font-semibold text-ink text-sm">{t('number', { number: revision.number })}</h2>
        {other ? (
          <>
            <label htmlFor={selectId} className="text-ink-faint text-xs">
              {t('compare')}
            </label>
            <Select
              id={selectId}
              className="w-36"
              value={other.number}
              onChange={(event) => setAgainst(Number(event.target.value))}
            >
              {others.map(({ id, number }) => (
                <option key={id} value={number}>
                  {t('number', { number })}
                </option>
              ))}
            </Select>
          </>
        ) : null}
      </header>
      <CardBody className="flex flex-col gap-4">
        {other ? null : <p className="text-ink-faint text-sm">{t('first')}</p>}
        {other && diffs.length === 0 ? (
          <p className="text-ink-faint text-sm">{t('same', { number: other.number })}</p>
        ) : null}
        {diffs.map((diff) => (
          <Change key={`${diff.sidekick}/${diff.field}`} diff={diff} />
        ))}
      </CardBody>
    </Card>
  );
}

function Change({ diff }: { diff: FieldDiff }) {
  const t = useTranslations('services');
  const field = t(`fields.${diff.field}`);
  return (
    <section>
      <h3 className="mb-1 font-medium text-ink-muted text-xs">
        {diff.sidekick === null
          ? field
          : `${t('configuration.sidekick', { name: diff.sidekick })} · ${field}`}
      </h3>
      <ul className="overflow-hidden rounded-md border border-line font-mono text-xs leading-6">
        {diff.removed.map((line) => (
          <Line
            key={`-${line}`}
            sign="−"
            words={t('revisions.removed')}
            text={line}
            style="bg-error-soft text-error"
          />
        ))}
        {diff.added.map((line) => (
          <Line
            key={`+${line}`}
            sign="+"
            words={t('revisions.added')}
            text={line}
            style="bg-running-soft text-running"
          />
        ))}
      </ul>
    </section>
  );
}

type LineProps = { sign: string; words: string; text: string; style: string };

function Line({ sign, words, text, style }: LineProps) {
  return (
    <li className={`flex gap-2 px-2.5 ${style}`}>
      <span aria-hidden="true" className="select-none">
        {sign}
      </span>
      <span className="sr-only">{words}</span>
      <span className="min-w-0 whitespace-pre-wrap break-all text-ink">{text}</span>
    </li>
  );
}
