'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Role } from '../../../server/schemas/role.ts';
import { Notice } from '../../_components/ui/notice.tsx';
import { useCurrentEnvironment } from './current-environment.tsx';
import { mayActAs } from './role-rank.ts';

/** In place of a form that the server would refuse from this person. Buttons to it are hidden; its address is not. */
export function RoleGate({ needed, children }: { needed: Role; children: ReactNode }) {
  const t = useTranslations('environments');
  const role = useCurrentEnvironment()?.role;
  if (role === undefined || mayActAs(role, needed)) return children;
  return <Notice tone="info">{t('onlyLook')}</Notice>;
}
