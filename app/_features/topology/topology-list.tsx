'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ServiceDetail, UnitView } from '../../../server/schemas/service.ts';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { Card } from '../../_components/ui/card.tsx';
import { routes } from '../../_lib/routes.ts';
import { StaleMark } from '../host/stale-mark.tsx';
import { ReasonLine } from '../reason/reason-line.tsx';
import { ServiceStateBadge, UnitStateBadge } from '../service/state-badges.tsx';

type TopologyListProps = { environmentId: string; stack: StackDetail };

/** The graph in words, for those who read or listen rather than look. */
export function TopologyList({ environmentId, stack }: TopologyListProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      {stack.services.map((service) => (
        <ServiceCard key={service.id} environmentId={environmentId} service={service} />
      ))}
    </div>
  );
}

function ServiceCard({ environmentId, service }: { environmentId: string; service: ServiceDetail }) {
  const t = useTranslations('topology');
  const names = service.links.map((link) => link.service).join(', ');
  return (
    <Card>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2.5">
        <h2 className="min-w-0 font-semibold text-sm">
          <Link href={routes.service(environmentId, service.id)} className="rounded text-ink hover:underline">
            {service.name}
          </Link>
        </h2>
        <ServiceStateBadge state={service.state} plain />
        <p className="w-full text-ink-faint text-xs">{names ? t('links', { names }) : t('noLinks')}</p>
      </header>
      <ul>
        {[...service.units]
          .sort((a, b) => a.index - b.index)
          .map((unit) => (
            <UnitItem key={unit.id ?? `slot-${unit.index}`} environmentId={environmentId} unit={unit} />
          ))}
      </ul>
    </Card>
  );
}

function UnitItem({ environmentId, unit }: { environmentId: string; unit: UnitView }) {
  const t = useTranslations('topology.unit');
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-line border-b px-4 py-2 last:border-b-0">
      <span className="min-w-0 flex-1 truncate text-ink text-sm">{unit.name}</span>
      <StaleMark since={unit.staleSince} />
      <UnitStateBadge state={unit.state} plain />
      <span className="w-32 truncate text-right text-ink-muted text-sm">
        {unit.hostId === null ? (
          t('waiting')
        ) : (
          <Link
            href={routes.host(environmentId, unit.hostId)}
            prefetch={false}
            className="rounded hover:underline"
          >
            {unit.hostName}
          </Link>
        )}
      </span>
      {unit.reason ? <ReasonLine reason={unit.reason} className="w-full" /> : null}
    </li>
  );
}
