'use client';

import Link from 'next/link';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { cn } from '../../_lib/cn.ts';
import { routes } from '../../_lib/routes.ts';
import { ReasonLine } from '../reason/reason-line.tsx';
import { PortList } from './port-list.tsx';
import { RunningCount } from './running-count.tsx';
import { ScaleControl } from './scale-control.tsx';
import { ServiceMenu } from './service-menu.tsx';
import { ServiceStateBadge } from './state-badges.tsx';

type ServiceRowProps = {
  environmentId: string;
  service: ServiceDetail;
  siblings: readonly ServiceDetail[];
  address: string | null;
};

export function ServiceRow({ environmentId, service, siblings, address }: ServiceRowProps) {
  const sidekicks = service.spec.sidekicks.map((sidekick) => sidekick.name).join(', ');
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 last:border-b-0 lg:grid-cols-[minmax(9rem,17rem)_minmax(0,1fr)_auto_6.5rem_minmax(5rem,10rem)_auto]">
      <div className="min-w-0">
        <Link
          href={routes.service(environmentId, service.id)}
          className="block truncate rounded font-semibold text-base text-ink hover:underline"
        >
          {service.name}
        </Link>
        <p className="truncate font-mono text-2xs text-ink-faint">{service.image}</p>
        {sidekicks ? <p className="truncate text-2xs text-ink-faint">+ {sidekicks}</p> : null}
      </div>
      <div className="flex min-w-0 flex-col items-start gap-1 max-lg:order-3 max-lg:col-span-2">
        <ServiceStateBadge state={service.state} />
        {service.reason ? <ReasonLine reason={service.reason} /> : null}
      </div>
      <div className="max-lg:order-4">
        <ScaleControl environmentId={environmentId} service={service} />
      </div>
      <RunningCount
        running={service.runningCount}
        total={service.scale}
        className="max-lg:order-5 max-lg:justify-self-end"
      />
      <div className={cn('max-lg:order-6 max-lg:col-span-2', service.ports.length === 0 && 'max-lg:hidden')}>
        <PortList ports={service.ports} address={address} />
      </div>
      <div className="justify-self-end max-lg:order-2 max-lg:-mr-1.5">
        <ServiceMenu environmentId={environmentId} service={service} siblings={siblings} />
      </div>
    </li>
  );
}
