'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { Card } from '../../_components/ui/card.tsx';
import { routes } from '../../_lib/routes.ts';
import { ContainerDots } from '../container/container-dots.tsx';
import { containersByStack } from './containers-by-stack.ts';
import { HostCapacityMeters } from './host-capacity-meters.tsx';
import { HostMenu } from './host-menu.tsx';
import { HostStateBadge, HostStateReason } from './host-state-badge.tsx';
import { LabelList } from './label-list.tsx';
import { StaleMark } from './stale-mark.tsx';

const labelsShown = 6;

export function HostCard({ environmentId, host }: { environmentId: string; host: HostView }) {
  const t = useTranslations('hosts');
  const hasLabels = Object.keys(host.labels).length > 0;
  return (
    <Card aria-label={host.name} className="flex min-w-0 flex-col">
      <header className="flex items-start gap-2 px-4 pt-3">
        <div className="min-w-0 flex-1">
          <h2 className="flex min-w-0">
            <Link
              href={routes.host(environmentId, host.id)}
              className="truncate rounded font-semibold text-base text-ink hover:underline"
            >
              {host.name}
            </Link>
          </h2>
          <p className="flex flex-wrap gap-x-2 text-ink-faint text-xs">
            <span className="font-mono">{host.address ?? t('noAddress')}</span>
            {host.info ? <span>{t('docker', { version: host.info.dockerVersion })}</span> : null}
          </p>
        </div>
        <HostMenu environmentId={environmentId} host={host} />
      </header>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-4 pt-2.5">
        <HostStateBadge host={host} />
        <p className="min-w-0 text-ink-muted text-xs">
          <HostStateReason host={host} />
        </p>
        <StaleMark since={host.staleSince} />
      </div>
      {hasLabels ? <LabelList labels={host.labels} limit={labelsShown} className="px-4 pt-3" /> : null}
      <HostCapacityMeters host={host} className="px-4 py-3.5" />
      <HostCardContainers environmentId={environmentId} host={host} />
    </Card>
  );
}

function HostCardContainers({ environmentId, host }: { environmentId: string; host: HostView }) {
  const t = useTranslations('hosts');
  const groups = containersByStack(host.containers);
  return (
    <div className="mt-auto flex flex-col gap-1.5 border-line border-t px-4 py-3">
      {groups.length === 0 ? <p className="text-ink-faint text-xs">{t('noContainers')}</p> : null}
      {groups.map((group) => (
        <div key={group.stackId} className="grid grid-cols-[minmax(0,7rem)_minmax(0,1fr)] gap-3">
          <Link
            href={routes.stack(environmentId, group.stackId)}
            prefetch={false}
            className="truncate rounded text-ink-muted text-xs leading-5 hover:text-ink hover:underline"
          >
            {group.stackName}
          </Link>
          <ContainerDots
            environmentId={environmentId}
            containers={group.containers}
            stale={host.staleSince !== null}
          />
        </div>
      ))}
      {host.foreignContainerCount > 0 ? (
        <p className="text-ink-faint text-xs">{t('foreign', { count: host.foreignContainerCount })}</p>
      ) : null}
    </div>
  );
}
