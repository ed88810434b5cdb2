'use client';

import { useTranslations } from 'next-intl';
import type { ComposePlan } from '../../../server/schemas/stack.ts';
import { Badge } from '../../_components/ui/badge.tsx';

const tones = { create: 'running', update: 'accent', same: 'neutral' } as const;

/** Service by service, what applying would do. */
export function PlannedServices({ services }: { services: ComposePlan['services'] }) {
  const t = useTranslations('compose.plan');
  return (
    <ul aria-label={t('services')} className="flex flex-col">
      {services.map((service) => (
        <li
          key={service.name}
          className="flex items-start gap-3 border-line border-b px-4 py-2 last:border-b-0"
        >
          <Badge tone={tones[service.change]} className="mt-0.5 w-20 justify-center">
            {t(service.change)}
          </Badge>
          <div className="min-w-0 flex-1">
            <p className="flex items-baseline gap-2 text-ink text-sm">
              <span className="truncate font-medium">{service.name}</span>
              <span className="shrink-0 text-ink-faint text-xs tabular-nums">
                {t('scale', { scale: service.scale })}
              </span>
            </p>
            <p className="truncate font-mono text-2xs text-ink-faint">{service.image}</p>
            {service.changedFields.length > 0 ? (
              <p className="break-words text-ink-muted text-xs">
                {t('changed', { fields: service.changedFields.join(', ') })}
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
