'use client';

import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { type Fact, FactList } from '../../_components/ui/fact-list.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { formatBytes, formatCpus } from '../../_lib/bytes.ts';
import { HostCapacityMeters } from './host-capacity-meters.tsx';

export function HostFactsCard({ host }: { host: HostView }) {
  const t = useTranslations('hosts.facts');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <CardBody className="flex flex-col gap-4">
        <HostCapacityMeters host={host} />
        <FactList facts={useFacts(host)} />
      </CardBody>
    </Card>
  );
}

/** A host that answers does so every few seconds; only of one that does not is the time worth telling. */
function LastSeen({ host }: { host: HostView }) {
  const t = useTranslations('hosts.facts');
  if (!host.lastSeenAt) return t('never');
  if (host.state === 'active' || host.state === 'inactive') return t('now');
  return <RelativeTime date={host.lastSeenAt} />;
}

function useFacts(host: HostView): Fact[] {
  const t = useTranslations('hosts.facts');
  const { info } = host;
  const facts: Fact[] = [
    {
      term: t('address'),
      detail: host.address ? <span className="font-mono text-xs">{host.address}</span> : '—',
    },
  ];
  if (info) {
    facts.push(
      { term: t('hostname'), detail: info.hostname },
      { term: t('docker'), detail: info.dockerVersion },
      { term: t('system'), detail: info.operatingSystem },
      { term: t('kernel'), detail: info.kernelVersion },
      {
        term: t('machine'),
        detail: t('machineValue', {
          architecture: info.architecture,
          cpus: formatCpus(info.milliCpu),
          memory: formatBytes(info.memoryBytes),
        }),
      },
      { term: t('storage'), detail: info.storageDriver },
    );
  }
  if (host.agentVersion) facts.push({ term: t('agent'), detail: host.agentVersion });
  facts.push(
    { term: t('lastSeen'), detail: <LastSeen host={host} /> },
    { term: t('added'), detail: <RelativeTime date={host.createdAt} /> },
  );
  return facts;
}
