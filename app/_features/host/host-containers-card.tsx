'use client';

import { Box } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { Card, CardHeader } from '../../_components/ui/card.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { StateBadge } from '../../_components/ui/state-badge.tsx';
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../_components/ui/table.tsx';
import { routes } from '../../_lib/routes.ts';
import { containerTone } from '../container/container-tone.ts';
import { containersByStack, type HostContainer } from './containers-by-stack.ts';

type HostContainersCardProps = { environmentId: string; host: HostView };

export function HostContainersCard({ environmentId, host }: HostContainersCardProps) {
  const t = useTranslations('hosts.containers');
  const containers = containersByStack(host.containers).flatMap((group) => group.containers);
  return (
    <Card>
      <CardHeader
        title={t('title', { count: containers.length })}
        {...(host.foreignContainerCount > 0
          ? { description: t('foreign', { count: host.foreignContainerCount }) }
          : {})}
      />
      {containers.length === 0 ? (
        <EmptyState icon={Box} title={t('emptyTitle')} className="m-4 py-8">
          {t('emptyText')}
        </EmptyState>
      ) : (
        <Table label={t('title', { count: containers.length })}>
          <TableHead>
            <TableRow>
              <TableHeader>{t('state')}</TableHeader>
              <TableHeader>{t('name')}</TableHeader>
              <TableHeader className="max-sm:hidden">{t('service')}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {containers.map((container) => (
              <ContainerRow
                key={container.id}
                environmentId={environmentId}
                container={container}
                stale={host.staleSince !== null}
              />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

type ContainerRowProps = { environmentId: string; container: HostContainer; stale: boolean };

function ContainerRow({ environmentId, container, stale }: ContainerRowProps) {
  const t = useTranslations('containers');
  const { id, name, state, serviceId, serviceName, stackId, stackName } = container;
  const link = 'rounded hover:underline';
  return (
    <TableRow>
      <TableCell className="w-px whitespace-nowrap">
        <StateBadge plain tone={stale ? 'unknown' : containerTone(state)}>
          {stale ? t('lastSeen', { state }) : state}
        </StateBadge>
      </TableCell>
      <TableCell>
        <Link href={routes.container(environmentId, id)} prefetch={false} className={`${link} font-medium`}>
          {name}
        </Link>
      </TableCell>
      <TableCell className="whitespace-nowrap text-ink-muted max-sm:hidden">
        <Link href={routes.stack(environmentId, stackId)} prefetch={false} className={link}>
          {stackName}
        </Link>
        {' / '}
        <Link href={routes.service(environmentId, serviceId)} prefetch={false} className={link}>
          {serviceName}
        </Link>
      </TableCell>
    </TableRow>
  );
}
