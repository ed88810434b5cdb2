'use client';

import { useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { FingerprintBlock } from './fingerprint-block.tsx';

type OwnServerCardProps = { fingerprint: string; serverId: string };

/** To be noted down before it is needed: once the server is lost, nothing that it showed can be looked up. */
export function OwnServerCard({ fingerprint, serverId }: OwnServerCardProps) {
  const t = useTranslations('recovery.own');
  return (
    <Card>
      <CardHeader title={t('title')} description={<span className="font-mono">{serverId}</span>} />
      <CardBody className="flex flex-col gap-3">
        <p className="text-ink-muted text-sm">{t('why')}</p>
        <FingerprintBlock fingerprint={fingerprint} label={t('fingerprint')} />
      </CardBody>
    </Card>
  );
}
