'use client';

import { FolderTree } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { routes } from '../../_lib/routes.ts';

/** An address with an environment that is not there, or not for this person, says so instead of failing piecewise. */
export default function MissingEnvironment() {
  const t = useTranslations('environments.missing');
  return (
    <Page crumbs={[{ label: t('title') }]}>
      <EmptyState
        icon={FolderTree}
        title={t('title')}
        action={
          <Button asChild variant="primary">
            <Link href={routes.environments}>{t('action')}</Link>
          </Button>
        }
      >
        {t('text')}
      </EmptyState>
    </Page>
  );
}
