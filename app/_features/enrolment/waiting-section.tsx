'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../_components/ui/button.tsx';
import { useNow } from '../../_components/ui/now.ts';
import { Progress } from '../../_components/ui/progress.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { Spinner } from '../../_components/ui/spinner.tsx';
import { cn } from '../../_lib/cn.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { HostStateBadge } from '../host/host-state-badge.tsx';
import {
  type EnrolmentStatus,
  type EnrolmentStep,
  type EnrolmentStepKey,
  enrolmentSteps,
  enrolmentTrouble,
} from './enrolment-steps.ts';
import { TroubleNotice } from './trouble-notice.tsx';
import { WizardStep } from './wizard-step.tsx';

type WaitingSectionProps = { environmentId: string; tokenId: string };

/** Follows the host on its way in; the status is fetched again whenever the server says that it moved. */
export default function WaitingSection({ environmentId, tokenId }: WaitingSectionProps) {
  const t = useTranslations('enrolment.wait');
  const trpc = useTRPC();
  const status = useQuery(trpc.hosts.enrolmentStatus.queryOptions({ environmentId, tokenId }));
  return (
    <WizardStep number={3} title={t('title')} description={t('description')}>
      {status.data ? (
        <HostProgress environmentId={environmentId} status={status.data} />
      ) : (
        <Pending query={status}>
          <SkeletonGroup label={t('loading')}>
            <Skeleton className="h-28 w-64" />
          </SkeletonGroup>
        </Pending>
      )}
    </WizardStep>
  );
}

function HostProgress({ environmentId, status }: { environmentId: string; status: EnrolmentStatus }) {
  const t = useTranslations('enrolment.wait');
  const steps = enrolmentSteps(status);
  const done = steps.filter((step) => step.state === 'done').length;
  const waiting = steps.find((step) => step.state === 'waiting')?.key ?? null;
  const since = useSince(waiting);
  const now = useNow() ?? since;
  const trouble = enrolmentTrouble(status, since, now);
  return (
    <>
      <Progress label={t('progress')} value={done / steps.length} className="max-w-sm" />
      <ol aria-live="polite" className="flex flex-col">
        {steps.map((step) => (
          <StepLine key={step.key} step={step} />
        ))}
      </ol>
      {trouble ? <TroubleNotice trouble={trouble} status={status} /> : null}
      {status.hosts.length > 0 ? <EnrolledHosts environmentId={environmentId} hosts={status.hosts} /> : null}
      {waiting === null ? (
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="primary">
            <Link href={routes.hosts(environmentId)}>{t('toHosts')}</Link>
          </Button>
          <Button asChild>
            <Link href={routes.stacks(environmentId)}>{t('toStacks')}</Link>
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** When the step that is waited for began, as seen from this page. */
function useSince(waiting: EnrolmentStepKey | null): number {
  const [current, setCurrent] = useState({ waiting, since: Date.now() });
  if (current.waiting === waiting) return current.since;
  const next = { waiting, since: Date.now() };
  setCurrent(next);
  return next.since;
}

const marks = {
  done: (
    <span className="flex size-5 items-center justify-center rounded-full bg-running text-surface">
      <Check aria-hidden="true" strokeWidth={3} className="size-3" />
    </span>
  ),
  waiting: <Spinner className="size-5 text-moving" />,
  ahead: (
    <span
      aria-hidden="true"
      className="m-0.5 size-4 rounded-full border-2 border-line-strong border-dotted"
    />
  ),
};

function StepLine({ step }: { step: EnrolmentStep }) {
  const t = useTranslations('enrolment.wait');
  return (
    <li className="flex items-center gap-3 py-1.5">
      {marks[step.state]}
      <span className={cn('text-sm', step.state === 'ahead' ? 'text-ink-faint' : 'font-medium text-ink')}>
        {t(`steps.${step.key}`)}
      </span>
      <span className="sr-only">{t(`stepStates.${step.state}`)}</span>
    </li>
  );
}

function EnrolledHosts({ environmentId, hosts }: { environmentId: string; hosts: EnrolmentStatus['hosts'] }) {
  return (
    <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
      {hosts.map((host) => (
        <li key={host.id} className="flex items-center gap-3 px-3 py-2">
          <Link
            href={routes.host(environmentId, host.id)}
            className="min-w-0 flex-1 truncate font-medium text-sm hover:underline"
          >
            {host.name}
          </Link>
          <HostStateBadge host={host} />
        </li>
      ))}
    </ul>
  );
}
