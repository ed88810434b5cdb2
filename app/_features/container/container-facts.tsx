'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { joinCommandLine } from '../../../server/schemas/primitives/command-line.ts';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { CopyButton } from '../../_components/ui/copy-button.tsx';
import { type Fact, FactList } from '../../_components/ui/fact-list.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { routes } from '../../_lib/routes.ts';
import type { ContainerDetail } from './container-page.tsx';

const idLength = 12;

export function OverviewCard({
  environmentId,
  container,
}: {
  environmentId: string;
  container: ContainerDetail;
}) {
  const t = useTranslations('containers');
  const { stackId, stackName, serviceId, serviceName, hostId, hostName, launch, facts } = container;
  const link = 'rounded font-medium hover:underline';
  return (
    <Card>
      <CardHeader title={t('sections.overview')} />
      <CardBody>
        <FactList
          facts={[
            {
              term: t('facts.service'),
              detail: (
                <>
                  <Link href={routes.stack(environmentId, stackId)} className={link}>
                    {stackName}
                  </Link>
                  {' / '}
                  <Link href={routes.service(environmentId, serviceId)} className={link}>
                    {serviceName}
                  </Link>
                </>
              ),
            },
            {
              term: t('facts.launch'),
              detail: launch === '' ? t('facts.primary') : t('facts.sidekick', { name: launch }),
            },
            {
              term: t('facts.host'),
              detail: (
                <Link href={routes.host(environmentId, hostId)} className={link}>
                  {hostName}
                </Link>
              ),
            },
            { term: t('facts.ip'), detail: <Code>{container.ipAddress}</Code> },
            { term: t('facts.mac'), detail: <Code>{facts?.macAddress ?? null}</Code> },
            { term: t('facts.revision'), detail: container.revision },
            {
              term: t('facts.dockerId'),
              detail: <Id value={container.dockerId} label={t('facts.dockerId')} />,
            },
            {
              term: t('facts.imageId'),
              detail: <Id value={facts?.imageId ?? null} label={t('facts.imageId')} />,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}

export function ProcessCard({ container }: { container: ContainerDetail }) {
  const t = useTranslations('containers');
  const { facts } = container;
  return (
    <Card>
      <CardHeader title={t('sections.process')} />
      <CardBody>
        {facts === null ? (
          <p className="text-ink-faint text-sm">{t('noFacts')}</p>
        ) : (
          <ProcessFacts container={container} facts={facts} />
        )}
      </CardBody>
    </Card>
  );
}

type ProcessFactsProps = { container: ContainerDetail; facts: NonNullable<ContainerDetail['facts']> };

function ProcessFacts({ container, facts }: ProcessFactsProps) {
  const t = useTranslations('containers.facts');
  const ended = facts.finishedAt !== null && container.state !== 'running';
  const list: Fact[] = [
    { term: t('entrypoint'), detail: <Code>{joinCommandLine(facts.entrypoint)}</Code> },
    { term: t('command'), detail: <Code>{joinCommandLine(facts.command)}</Code> },
    { term: t('created'), detail: <Time date={facts.createdAt} /> },
    { term: t('started'), detail: <Time date={facts.startedAt} /> },
    ...(ended
      ? [
          { term: t('finished'), detail: <Time date={facts.finishedAt} /> },
          { term: t('exitCode'), detail: facts.exitCode ?? '—' },
        ]
      : []),
    ...(facts.oomKilled ? [{ term: t('oomKilled'), detail: t('yes') }] : []),
    { term: t('restarts'), detail: facts.restartCount },
  ];
  return <FactList facts={list} />;
}

function Code({ children }: { children: ReactNode }) {
  if (children === null || children === '') return <span className="text-ink-faint">—</span>;
  return <span className="break-all font-mono text-xs">{children}</span>;
}

/** Engines write year 1 for "never". */
function Time({ date }: { date: string | null }) {
  if (date === null || date.startsWith('0001-')) return <span className="text-ink-faint">—</span>;
  return <RelativeTime date={date} />;
}

function Id({ value, label }: { value: string | null; label: string }) {
  if (value === null || value === '') return <span className="text-ink-faint">—</span>;
  return (
    <span className="inline-flex items-center gap-1">
      <code className="font-mono text-xs" title={value}>
        {value.replace(/^sha256:/, '').slice(0, idLength)}
      </code>
      <CopyButton text={value} label={label} className="-my-1.5" />
    </span>
  );
}
