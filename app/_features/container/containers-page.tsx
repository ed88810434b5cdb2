'use client';

import { useQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { SearchInput } from '../../_components/ui/search-input.tsx';
import { SegmentedControl } from '../../_components/ui/segmented-control.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { ListSkeleton } from '../stack/list-skeleton.tsx';
import { ContainerList } from './container-list.tsx';
import {
  type ContainerFilter,
  compareContainers,
  matchesContainer,
  passesFilter,
} from './container-search.ts';

const filters = ['all', 'running', 'attention'] as const;

export function ContainersPage() {
  const t = useTranslations('containers');
  const environmentId = useEnvironmentId();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<ContainerFilter>('all');
  const query = useQuery(useTRPC().containers.list.queryOptions({ environmentId }));
  const all = query.data;
  const shown = useMemo(
    () =>
      (all ?? [])
        .filter((container) => passesFilter(container, filter) && matchesContainer(container, search))
        .sort(compareContainers),
    [all, filter, search],
  );
  const count = all?.length ?? 0;
  const counted = shown.length === count ? t('count', { count }) : t('shown', { shown: shown.length, count });
  return (
    <Page
      crumbs={[{ label: t('title') }]}
      title={t('title')}
      aside={count > 0 ? <span className="text-ink-faint text-sm tabular-nums">{counted}</span> : null}
      toolbar={
        count > 0 ? (
          <div className="flex flex-wrap items-center gap-3">
            <SearchInput
              label={t('search')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className="w-full max-w-80"
            />
            <SegmentedControl<ContainerFilter>
              legend={t('filter')}
              value={filter}
              onChange={setFilter}
              options={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
            />
          </div>
        ) : null
      }
    >
      {all ? (
        count === 0 ? (
          <NoContainers environmentId={environmentId} />
        ) : shown.length === 0 ? (
          <p className="py-10 text-center text-ink-muted">
            {search === '' ? t('allFine') : t('noMatch', { search })}
          </p>
        ) : (
          <ContainerList environmentId={environmentId} containers={shown} />
        )
      ) : (
        <Pending query={query}>
          <ListSkeleton label={t('loading')} />
        </Pending>
      )}
    </Page>
  );
}

function NoContainers({ environmentId }: { environmentId: string }) {
  const t = useTranslations('containers.empty');
  return (
    <EmptyState
      icon={Box}
      title={t('title')}
      action={
        <Button asChild>
          <Link href={routes.stacks(environmentId)}>{t('action')}</Link>
        </Button>
      }
    >
      {t('text')}
    </EmptyState>
  );
}
