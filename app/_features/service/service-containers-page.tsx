'use client';

import { Box } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { Card } from '../../_components/ui/card.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { ServiceFrame } from './service-frame.tsx';
import { UnitRow } from './unit-row.tsx';

export function ServiceContainersPage() {
  return (
    <ServiceFrame>
      {(service, environmentId) => <Units environmentId={environmentId} service={service} />}
    </ServiceFrame>
  );
}

function Units({ environmentId, service }: { environmentId: string; service: ServiceDetail }) {
  const t = useTranslations('services.units');
  const units = [...service.units].sort((a, b) => a.index - b.index);
  if (units.length === 0) {
    return (
      <EmptyState icon={Box} title={t('empty')}>
        {t(service.state === 'stopped' ? 'emptyStopped' : 'emptyText')}
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul aria-label={t('label', { name: service.name })}>
        {units.map((unit) => (
          <UnitRow
            key={unit.id ?? `slot-${unit.index}`}
            environmentId={environmentId}
            unit={unit}
            revision={service.revision}
          />
        ))}
      </ul>
    </Card>
  );
}
