'use client';

import { useTranslations } from 'next-intl';
import type { StackSummary } from '../../../server/schemas/stack.ts';
import { StateBadge } from '../../_components/ui/state-badge.tsx';
import { ServiceStateBadge } from '../service/state-badges.tsx';

/** A stack without services is true to what was asked, but calling it active would promise too much. */
export function StackStateBadge({ stack }: { stack: Pick<StackSummary, 'state' | 'serviceCount'> }) {
  const t = useTranslations('stacks');
  if (stack.serviceCount > 0 || stack.state === 'removing') return <ServiceStateBadge state={stack.state} />;
  return <StateBadge tone="stopped">{t('emptyState')}</StateBadge>;
}
