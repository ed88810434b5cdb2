'use client';

import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { LabelList } from './label-list.tsx';

export function HostLabelsCard({ host }: { host: HostView }) {
  const t = useTranslations('hosts.labels');
  const own = Object.keys(host.labels).length;
  const automatic = Object.keys(host.automaticLabels).length;
  return (
    <Card>
      <CardHeader title={t('title')} />
      <CardBody className="flex flex-col gap-3">
        {own > 0 ? <LabelList labels={host.labels} /> : <p className="text-ink-faint text-sm">{t('none')}</p>}
        {automatic > 0 ? (
          <div className="flex flex-col gap-1.5">
            <h3 className="text-ink-faint text-xs">{t('automatic')}</h3>
            <LabelList labels={host.automaticLabels} />
          </div>
        ) : null}
      </CardBody>
    </Card>
  );
}
