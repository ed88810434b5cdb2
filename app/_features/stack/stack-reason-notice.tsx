'use client';

import { useTranslations } from 'next-intl';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { ReasonNotice } from '../reason/reason-notice.tsx';
import { stackReason } from './stack-reason.ts';

/** Why the stack as a whole is not as asked, with the service it is about. */
export function StackReasonNotice({ services }: { services: readonly ServiceDetail[] }) {
  const t = useTranslations('stacks.page');
  const found = stackReason(services);
  if (!found) return null;
  return (
    <ReasonNotice
      reason={found.reason}
      about={found.others > 0 ? t('aboutMore', { name: found.service, count: found.others }) : found.service}
    />
  );
}
