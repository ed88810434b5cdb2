'use client';

import { FileCode, SquarePen } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { SegmentedControl } from '../../_components/ui/segmented-control.tsx';
import { routes } from '../../_lib/routes.ts';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { RoleGate } from '../environment/role-gate.tsx';
import { ListSkeleton } from './list-skeleton.tsx';

/** Forms bring libraries with them that the page need not wait for. */
const NewStackForm = lazy(() => import('./new-stack-form.tsx'));
const StackFromCompose = lazy(() => import('./stack-from-compose.tsx'));

type How = 'form' | 'compose';

export function NewStackPage() {
  const t = useTranslations('stacks');
  const environmentId = useEnvironmentId();
  const [how, setHow] = useState<How>(useSearchParams().get('how') === 'compose' ? 'compose' : 'form');
  return (
    <Page
      crumbs={[{ label: t('title'), href: routes.stacks(environmentId) }, { label: t('create.title') }]}
      title={t('create.title')}
      toolbar={
        <div>
          <SegmentedControl<How>
            legend={t('create.how')}
            value={how}
            onChange={setHow}
            options={[
              { value: 'form', label: t('create.form'), icon: <SquarePen aria-hidden="true" /> },
              { value: 'compose', label: t('create.compose'), icon: <FileCode aria-hidden="true" /> },
            ]}
          />
        </div>
      }
    >
      <RoleGate needed="restricted">
        <Suspense fallback={<ListSkeleton label={t('loading')} />}>
          {how === 'form' ? (
            <NewStackForm environmentId={environmentId} />
          ) : (
            <StackFromCompose environmentId={environmentId} />
          )}
        </Suspense>
      </RoleGate>
    </Page>
  );
}
