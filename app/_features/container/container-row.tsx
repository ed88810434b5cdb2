'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ContainerSummary } from '../../../server/schemas/container.ts';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { routes } from '../../_lib/routes.ts';
import { StaleMark } from '../host/stale-mark.tsx';
import { useReasonText } from '../reason/reason-line.tsx';
import { UnitStateBadge } from '../service/state-badges.tsx';
import { ContainerMenu } from './container-menu.tsx';

type ContainerRowProps = { environmentId: string; container: ContainerSummary };

export function ContainerRow({ environmentId, container }: ContainerRowProps) {
  const t = useTranslations('containers');
  const reason = useReasonText(container.reason);
  const { stackId, stackName, serviceId, serviceName, hostId, hostName } = container;
  const link = 'rounded hover:underline';
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_auto] content-center items-center gap-x-4 gap-y-0.5 px-4 transition-colors hover:bg-hover md:grid-cols-[7.5rem_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,0.7fr)_8rem_2rem]">
      <div className="max-md:order-2" title={reason || undefined}>
        <UnitStateBadge state={container.unitState} plain />
      </div>
      <div className="min-w-0 max-md:order-1">
        <Link
          href={routes.container(environmentId, container.id)}
          prefetch={false}
          className={`${link} block truncate font-medium text-ink text-sm`}
        >
          {container.name}
        </Link>
        <p className="truncate text-2xs text-ink-faint">
          {reason === '' ? <span className="font-mono">{container.image}</span> : reason}
        </p>
      </div>
      <p className="truncate text-ink-muted text-sm max-md:order-3 max-md:text-xs">
        <Link href={routes.stack(environmentId, stackId)} prefetch={false} className={link}>
          {stackName}
        </Link>
        <span className="text-ink-faint"> / </span>
        <Link href={routes.service(environmentId, serviceId)} prefetch={false} className={link}>
          {serviceName}
        </Link>
        <span className="text-ink-faint md:hidden"> · {hostName}</span>
      </p>
      <p className="min-w-0 truncate text-ink-muted text-sm max-md:hidden">
        <Link href={routes.host(environmentId, hostId)} prefetch={false} className={link}>
          {hostName}
        </Link>
      </p>
      <p className="truncate text-right text-ink-faint text-xs tabular-nums max-md:order-4">
        {container.ipAddress ? (
          <span className="block font-mono text-2xs max-md:hidden">{container.ipAddress}</span>
        ) : null}
        {container.staleSince ? (
          <StaleMark since={container.staleSince} />
        ) : container.startedAt ? (
          <RelativeTime date={container.startedAt} form="duration" />
        ) : (
          t('notStarted')
        )}
      </p>
      <div className="max-md:hidden">
        <ContainerMenu
          environmentId={environmentId}
          container={{ ...container, stale: container.staleSince !== null }}
        />
      </div>
    </div>
  );
}
