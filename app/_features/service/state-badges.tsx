'use client';

import { useTranslations } from 'next-intl';
import type { ServiceState, UnitState } from '../../../server/schemas/service.ts';
import { StateBadge } from '../../_components/ui/state-badge.tsx';
import { serviceTone, unitTone } from './service-tone.ts';

/** For services and for stacks, which have the same states. */
export function ServiceStateBadge({ state, plain = false }: { state: ServiceState; plain?: boolean }) {
  const t = useTranslations('services.states');
  return (
    <StateBadge tone={serviceTone(state)} plain={plain}>
      {t(state)}
    </StateBadge>
  );
}

export function UnitStateBadge({ state, plain = false }: { state: UnitState; plain?: boolean }) {
  const t = useTranslations('services.unitStates');
  return (
    <StateBadge tone={unitTone(state)} plain={plain}>
      {t(state)}
    </StateBadge>
  );
}
