'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { StackSummary } from '../../../server/schemas/stack.ts';
import { StateShape } from '../../_components/ui/state-shape.tsx';
import { Tooltip } from '../../_components/ui/tooltip.tsx';
import { routes } from '../../_lib/routes.ts';
import { RunningCount } from '../service/running-count.tsx';
import { serviceTone } from '../service/service-tone.ts';
import { StackMenu } from './stack-menu.tsx';
import { StackStateBadge } from './stack-state-badge.tsx';

type StackRowProps = { environmentId: string; stack: StackSummary };

export function StackRow({ environmentId, stack }: StackRowProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 transition-colors last:border-b-0 hover:bg-hover md:grid-cols-[minmax(10rem,16rem)_7rem_minmax(0,1fr)_7rem_auto]">
      <div className="min-w-0">
        <Link
          href={routes.stack(environmentId, stack.id)}
          className="block truncate rounded font-semibold text-base text-ink hover:underline"
        >
          {stack.name}
        </Link>
        {stack.description ? <p className="truncate text-ink-faint text-xs">{stack.description}</p> : null}
      </div>
      <div className="flex items-center max-md:order-3">
        <StackStateBadge stack={stack} />
      </div>
      <ServiceChips environmentId={environmentId} services={stack.services} />
      <RunningCount
        running={stack.runningCount}
        total={stack.unitCount}
        className="max-md:order-4 max-md:justify-self-end md:justify-self-end"
      />
      <div className="justify-self-end max-md:order-2 max-md:-mr-1.5">
        <StackMenu environmentId={environmentId} stack={stack} />
      </div>
    </li>
  );
}

const chipsShown = 8;

type ServiceChipsProps = { environmentId: string; services: StackSummary['services'] };

function ServiceChips({ environmentId, services }: ServiceChipsProps) {
  const t = useTranslations('stacks.row');
  const states = useTranslations('services.states');
  if (services.length === 0) {
    return (
      <p className="text-ink-faint text-xs max-md:order-5 max-md:col-span-2">{t('services', { count: 0 })}</p>
    );
  }
  return (
    <ul className="flex min-w-0 flex-wrap gap-1 max-md:order-5 max-md:col-span-2">
      {services.slice(0, chipsShown).map((service) => (
        <li key={service.id} className="flex min-w-0">
          <Tooltip content={`${service.image} · ${states(service.state)}`}>
            <Link
              href={routes.service(environmentId, service.id)}
              prefetch={false}
              className="inline-flex h-6 min-w-0 items-center gap-1.5 rounded-full border border-line bg-surface pr-2.5 pl-1.5 text-ink-muted text-xs transition-colors hover:border-line-strong hover:text-ink"
            >
              <StateShape tone={serviceTone(service.state)} className="size-2.5" />
              <span className="truncate">{service.name}</span>
              <span className="sr-only">{states(service.state)}</span>
            </Link>
          </Tooltip>
        </li>
      ))}
      {services.length > chipsShown ? (
        <li className="text-ink-faint text-xs leading-6">
          {t('more', { count: services.length - chipsShown })}
        </li>
      ) : null}
    </ul>
  );
}
