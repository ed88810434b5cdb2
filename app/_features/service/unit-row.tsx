'use client';

import { Server } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { UnitView } from '../../../server/schemas/service.ts';
import { Badge } from '../../_components/ui/badge.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { StateShape } from '../../_components/ui/state-shape.tsx';
import { cn } from '../../_lib/cn.ts';
import { routes } from '../../_lib/routes.ts';
import { ContainerMenu } from '../container/container-menu.tsx';
import { containerTone } from '../container/container-tone.ts';
import { StaleMark } from '../host/stale-mark.tsx';
import { ReasonLine } from '../reason/reason-line.tsx';
import { UnitStateBadge } from './state-badges.tsx';

type UnitRowProps = {
  environmentId: string;
  unit: UnitView;
  /** The revision the service is at; units at an older one say so. */
  revision: number;
};

/** One unit, or the slot of one that waits for a host. */
export function UnitRow({ environmentId, unit, revision }: UnitRowProps) {
  const t = useTranslations('services');
  return (
    <li
      className={cn(
        'grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 gap-y-2 border-line border-b px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_minmax(0,11rem)]',
        unit.id === null && 'bg-sunken/50',
      )}
    >
      <div className="flex min-w-0 flex-col gap-1 max-md:col-span-2">
        {unit.containers.length === 0 ? (
          <p className="truncate font-medium text-ink-muted text-sm">{unit.name}</p>
        ) : null}
        {unit.containers.map((container) => (
          <ContainerLine key={container.id} environmentId={environmentId} unit={unit} container={container} />
        ))}
      </div>
      <div className="flex min-w-0 flex-col items-start gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <UnitStateBadge state={unit.state} />
          {unit.revision === revision ? null : (
            <Badge tone="outline">{t('revision', { number: unit.revision })}</Badge>
          )}
          <StaleMark since={unit.staleSince} />
        </span>
        {unit.reason ? <ReasonLine reason={unit.reason} /> : null}
      </div>
      <div className="flex min-w-0 items-start gap-1.5 text-sm">
        <Server aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-ink-faint" />
        {unit.hostId === null ? (
          <span className="text-ink-faint">{t('units.noHost')}</span>
        ) : (
          <Link
            href={routes.host(environmentId, unit.hostId)}
            prefetch={false}
            className="min-w-0 truncate rounded text-ink-muted hover:underline"
          >
            {unit.hostName}
          </Link>
        )}
      </div>
    </li>
  );
}

type ContainerLineProps = {
  environmentId: string;
  unit: UnitView;
  container: UnitView['containers'][number];
};

function ContainerLine({ environmentId, unit, container }: ContainerLineProps) {
  const t = useTranslations('services.units');
  // How long it has been running is not known then, only how long it had been.
  const stale = unit.staleSince !== null;
  return (
    <div className="flex min-w-0 items-start justify-between gap-2">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-1.5">
          {unit.containers.length === 1 ? null : (
            <StateShape tone={stale ? 'unknown' : containerTone(container.state)} className="size-2.5" />
          )}
          <Link
            href={routes.container(environmentId, container.id)}
            prefetch={false}
            className="min-w-0 truncate rounded font-medium text-ink text-sm hover:underline"
          >
            {container.name}
          </Link>
        </p>
        <p className="flex flex-wrap gap-x-3 text-ink-faint text-xs">
          {container.ipAddress ? <span className="font-mono">{container.ipAddress}</span> : null}
          {stale ? null : container.startedAt ? (
            <RelativeTime date={container.startedAt} form="duration" />
          ) : (
            t('notStarted')
          )}
        </p>
      </div>
      <ContainerMenu
        environmentId={environmentId}
        container={{ ...container, unitState: unit.state, hostName: unit.hostName ?? '', stale }}
      />
    </div>
  );
}
