'use client';

import { useTranslations } from 'next-intl';
import type { RecoveryPlan } from '../../../server/schemas/recovery.ts';
import { Badge } from '../../_components/ui/badge.tsx';
import { Notice } from '../../_components/ui/notice.tsx';

const tones = { create: 'running', merge: 'accent', same: 'neutral' } as const;

const names = new Intl.Collator(undefined, { numeric: true });

type PlannedEnvironment = RecoveryPlan['environments'][number];
type PlannedStack = PlannedEnvironment['stacks'][number];

/** Environment by environment: the hosts, the stacks, and how many containers of each service were found. */
export function PlannedEnvironments({ plan }: { plan: RecoveryPlan }) {
  const t = useTranslations('recovery.plan');
  return (
    <>
      {plan.problems.length > 0 ? (
        <Notice tone="warning" title={t('problems', { count: plan.problems.length })}>
          <ul className="list-disc pl-4 marker:text-ink-faint">
            {plan.problems.map(({ code, message }) => (
              <li key={`${code} ${message}`}>{message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {plan.environments.length === 0 ? <p className="text-ink-muted text-sm">{t('nothing')}</p> : null}
      {plan.environments.map((environment) => (
        <EnvironmentSection key={environment.id} environment={environment} />
      ))}
    </>
  );
}

function EnvironmentSection({ environment }: { environment: PlannedEnvironment }) {
  const t = useTranslations('recovery.plan');
  const hosts = environment.hosts
    .map(({ name }) => name)
    .sort(names.compare)
    .join(', ');
  return (
    <section
      aria-label={t('environment', { name: environment.name })}
      className="rounded-lg border border-line bg-surface"
    >
      <header className="border-line border-b px-3.5 py-2.5">
        <h3 className="flex items-center gap-2 font-semibold text-ink text-sm">
          <span className="min-w-0 truncate">{t('environment', { name: environment.name })}</span>
          <Badge tone={tones[environment.change]}>{t(`changes.${environment.change}`)}</Badge>
        </h3>
        <p className="break-words text-ink-faint text-xs">
          {t('hosts', { count: environment.hosts.length, names: hosts })}
        </p>
      </header>
      {environment.stacks.length === 0 ? (
        <p className="px-3.5 py-2.5 text-ink-muted text-sm">{t('noStacks')}</p>
      ) : (
        <ul>
          {environment.stacks.map((stack) => (
            <StackItem key={stack.id} stack={stack} />
          ))}
        </ul>
      )}
    </section>
  );
}

function StackItem({ stack }: { stack: PlannedStack }) {
  const t = useTranslations('recovery.plan');
  return (
    <li className="border-line border-b px-3.5 py-2.5 last:border-b-0">
      <p className="flex items-center gap-2 font-medium text-ink text-sm">
        <span className="min-w-0 truncate">{stack.name}</span>
        <Badge tone={tones[stack.change]}>{t(`changes.${stack.change}`)}</Badge>
      </p>
      <ul className="mt-1 flex flex-col gap-1">
        {stack.services.map((service) => (
          <li key={service.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm">
            <span className="min-w-0">
              <span className="block truncate text-ink-muted">{service.name}</span>
              <span className="block truncate font-mono text-2xs text-ink-faint">{service.image}</span>
            </span>
            <span className="text-right text-ink-muted text-xs leading-5 tabular-nums">
              {t('found', { units: service.unitCount, scale: service.scale })}
              {service.change === 'same' ? (
                <span className="block text-ink-faint">{t('changes.same')}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
