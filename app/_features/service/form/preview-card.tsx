'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardBody, CardHeader } from '../../../_components/ui/card.tsx';

/** Beside the form: what sending it would do. */
export function PreviewCard({ children }: { children: ReactNode }) {
  const t = useTranslations('serviceForm.preview');
  return (
    <Card aria-live="polite">
      <CardHeader title={t('title')} />
      <CardBody className="flex flex-col gap-3 text-ink-muted text-sm">{children}</CardBody>
    </Card>
  );
}
