'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '../../_components/ui/badge.tsx';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { LabelList } from '../host/label-list.tsx';
import type { ContainerDetail } from './container-page.tsx';

type PartProps = { facts: ContainerDetail['facts'] };

export function PortsCard({ facts }: PartProps) {
  const t = useTranslations('containers');
  const ports = facts?.ports ?? [];
  return (
    <Card>
      <CardHeader title={t('sections.ports')} />
      <CardBody>
        {ports.length === 0 ? (
          <p className="text-ink-faint text-sm">{t('ports.none')}</p>
        ) : (
          <ul className="flex flex-col gap-1 font-mono text-xs">
            {ports.map(({ hostIp, hostPort, containerPort, protocol }) => (
              <li key={`${hostIp}:${hostPort}:${containerPort}/${protocol}`}>
                {hostPort === null ? (
                  <span className="text-ink-faint">{t('ports.notPublished')}</span>
                ) : (
                  <span className="font-medium text-ink">{`${hostIp ? `${hostIp}:` : ''}${hostPort}`}</span>
                )}
                <span className="text-ink-faint">{` → ${containerPort}/${protocol}`}</span>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

export function MountsCard({ facts }: PartProps) {
  const t = useTranslations('containers');
  const mounts = facts?.mounts ?? [];
  return (
    <Card>
      <CardHeader title={t('sections.mounts')} />
      <CardBody>
        {mounts.length === 0 ? (
          <p className="text-ink-faint text-sm">{t('mounts.none')}</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {mounts.map(({ type, source, target, readOnly }) => (
              <li key={target} className="flex flex-wrap items-center gap-x-2 gap-y-0.5 font-mono text-xs">
                <Badge tone="outline">{type}</Badge>
                <span className="break-all text-ink">{target}</span>
                <span className="break-all text-ink-faint">{`← ${source}`}</span>
                {readOnly ? <Badge>{t('mounts.readOnly')}</Badge> : null}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

export function LabelsCard({ facts }: PartProps) {
  const t = useTranslations('containers');
  const labels = facts?.labels ?? {};
  return (
    <Card>
      <CardHeader title={t('sections.labels')} />
      <CardBody>
        {Object.keys(labels).length === 0 ? (
          <p className="text-ink-faint text-sm">{t('noLabels')}</p>
        ) : (
          <LabelList labels={labels} />
        )}
      </CardBody>
    </Card>
  );
}
