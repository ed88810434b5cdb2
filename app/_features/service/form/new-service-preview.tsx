'use client';

import { useTranslations } from 'next-intl';
import type { Preview } from './live-preview.tsx';
import { PreviewCard } from './preview-card.tsx';

/** Beside a form of something new: what comes of it. */
export function NewServicePreview({ result }: Preview) {
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
