'use client';

import { ShieldAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { useSession } from './session-context.tsx';

/** In place of what the server would refuse to anybody but an administrator, whom `text` says to ask for what. */
export function AdminOnly({ text, children }: { text: string; children: ReactNode }) {
  const t = useTranslations('session');
  const { user } = useSession();
  if (!user || user.kind === 'admin') return children;
  return (
    <EmptyState icon={ShieldAlert} title={t('adminOnly')}>
      {text}
    </EmptyState>
  );
}
