'use client';

import { useTranslations } from 'next-intl';
import type { ServiceDetail } from '../../../../server/schemas/service.ts';
import { Card, CardBody, CardHeader } from '../../../_components/ui/card.tsx';
import { specDiff } from '../spec-diff.ts';
import type { ServiceFormResult } from './form-values.ts';

/** Beside a form of something new: what comes of it. */
export function NewServicePreview({ result }: { result: ServiceFormResult | null }) {
  const t = useTranslations('serviceForm.preview');
  return (
    <PreviewCard>
      {result === null ? (
        <p>{t('incomplete')}</p>
      ) : (
        <>
          <p>{t('create', { count: result.scale })}</p>
          {result.start ? null : <p>{t('stopped')}</p>}
        </>
      )}
    </PreviewCard>
  );
}

type EditPreviewProps = { service: ServiceDetail; result: ServiceFormResult | null };

/** Beside the form of an edit: which settings change, and what that does to the containers. */
export function EditServicePreview({ service, result }: EditPreviewProps) {
  const t = useTranslations('serviceForm.preview');
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

function PreviewCard({ children }: { children: React.ReactNode }) {
  const t = useTranslations('serviceForm.preview');
  return (
    <Card aria-live="polite">
      <CardHeader title={t('title')} />
      <CardBody className="flex flex-col gap-3 text-ink-muted text-sm">{children}</CardBody>
    </Card>
  );
}
