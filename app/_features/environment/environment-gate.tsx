'use client';

import { FolderTree } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { routes } from '../../_lib/routes.ts';
import { useCurrentEnvironment, useEnvironments } from './current-environment.tsx';

/** An address with an environment that is not there, or not for this person, says so instead of failing piecewise. */
export function EnvironmentGate({ children }: { children: ReactNode }) {
  const t = useTranslations('environments');
  const { data } = useEnvironments();
  const current = useCurrentEnvironment();
  if (!data || current) return children;
  return (
    <Page crumbs={[{ label: t('missing.title') }]}>
      <EmptyState
        icon={FolderTree}
        title={t('missing.title')}
        action={
          <Button asChild variant="primary">
            <Link href={routes.environments}>{t('missing.action')}</Link>
          </Button>
        }
      >
        {t('missing.text')}
      </EmptyState>
    </Page>
  );
}
