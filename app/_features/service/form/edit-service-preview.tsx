'use client';

import { useTranslations } from 'next-intl';
import type { ServiceDetail } from '../../../../server/schemas/service.ts';
import { specDiff } from '../spec-diff.ts';
import type { Preview } from './live-preview.tsx';
import { PreviewCard } from './preview-card.tsx';

type EditPreviewProps = Preview & { service: ServiceDetail };

/** Beside the form of an edit: which settings change, and what that does to the containers. */
export function EditServicePreview({ service, result, pristine }: EditPreviewProps) {
  const t = useTranslations('serviceForm.preview');
  if (pristine) {
    return (
      <PreviewCard>
        <p>{t('nothing')}</p>
      </PreviewCard>
    );
  }
  if (result === null) {
    return (
      <PreviewCard>
        <p>{t('incomplete')}</p>
      </PreviewCard>
    );
  }
  const diffs = specDiff(service.spec, result.spec);
  const linksChanged = JSON.stringify(service.links) !== JSON.stringify(result.links);
  const others = [
    ...(linksChanged ? [t('links')] : []),
    ...(service.description === result.description ? [] : [t('description')]),
  ];
  return (
    <PreviewCard>
      {diffs.length > 0 ? (
        <>
          <p className="font-medium text-ink">{t('changes', { number: service.revision + 1 })}</p>
          <ChangedFields diffs={diffs} />
          <p>{t('rolling', { count: service.runningCount })}</p>
        </>
      ) : null}
      {others.length > 0 ? (
        <p>
          {others.join(', ')}
          {diffs.length === 0 ? ` · ${t('noReplacement')}` : ''}
        </p>
      ) : null}
      {diffs.length === 0 && others.length === 0 ? <p>{t('nothing')}</p> : null}
    </PreviewCard>
  );
}

function ChangedFields({ diffs }: { diffs: ReturnType<typeof specDiff> }) {
  const t = useTranslations('services');
  return (
    <ul className="flex flex-col gap-2">
      {diffs.map(({ sidekick, field, removed, added }) => (
        <li key={`${sidekick}/${field}`}>
          <p className="text-ink-faint text-xs">{t(`fields.${field}`)}</p>
          {removed.map((line) => (
            <p key={line} className="break-all font-mono text-error text-xs line-through decoration-1">
              {line}
            </p>
          ))}
          {added.map((line) => (
            <p key={line} className="break-all font-mono text-running text-xs">
              {line}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
