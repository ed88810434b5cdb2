'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { routes } from '../../_lib/routes.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useCurrentEnvironment, useEnvironments } from './current-environment.tsx';

/** Goes to where one was last: the stacks, or the hosts as long as there are none to run anything on. */
export function Home() {
  const t = useTranslations('environments');
  const router = useRouter();
  const query = useEnvironments();
  const { data } = query;
  const current = useCurrentEnvironment();
  useEffect(() => {
    if (current) router.replace(current.hostCount > 0 ? routes.stacks(current.id) : routes.hosts(current.id));
    else if (data) router.replace(routes.environments);
  }, [current, data, router]);
  return (
    <Page crumbs={[{ label: '…' }]}>
      <Pending query={query}>
        <SkeletonGroup label={t('loading')} className="flex flex-col gap-5">
          <Skeleton className="h-7 w-40" />
          <Skeleton className="h-64 rounded-lg" />
        </SkeletonGroup>
      </Pending>
    </Page>
  );
}
