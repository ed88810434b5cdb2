'use client';

import { useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { CodeBlock } from '../../_components/ui/code-block.tsx';

export function RestoreCard({ directory }: { directory: string }) {
  const t = useTranslations('backups.restore');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <CardBody className="flex flex-col gap-3 text-ink-muted text-sm">
        <p>{t('text')}</p>
        <CodeBlock code={`bin/drover restore ${directory}/NAME`} label={t('command')} />
        <p>{t('passphrase')}</p>
      </CardBody>
    </Card>
  );
}
