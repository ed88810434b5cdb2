'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes, FileCode, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { Card } from '../../_components/ui/card.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { SearchInput } from '../../_components/ui/search-input.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { useMay } from '../environment/use-role.ts';
import { RecoveryCallout } from '../recovery/recovery-callout.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { StackRow } from './stack-row.tsx';
import { compareStacks, matchesStack } from './stack-search.ts';

/** From here on a search is quicker than looking. */
const searchableFrom = 4;

export function StacksPage() {
  const t = useTranslations('stacks');
  const environmentId = useEnvironmentId();
  const [search, setSearch] = useState('');
  const stacks = useQuery(useTRPC().stacks.list.queryOptions({ environmentId }));
  const count = stacks.data?.length ?? 0;
  const may = useMay('restricted');
  return (
    <Page
      crumbs={[{ label: t('title') }]}
      title={t('title')}
      aside={
        count > 0 ? (
          <span className="text-ink-faint text-sm tabular-nums">{t('count', { count })}</span>
        ) : null
      }
      actions={
        count > 0 && may ? (
          <Button asChild variant="primary">
            <Link href={routes.newStack(environmentId)}>
              <Plus aria-hidden="true" />
              {t('new')}
            </Link>
          </Button>
        ) : null
      }
      toolbar={
        count >= searchableFrom ? (
          <SearchInput
            label={t('search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="w-full max-w-80"
          />
        ) : null
      }
    >
      <StackList environmentId={environmentId} search={search} />
    </Page>
  );
}

function StackList({ environmentId, search }: { environmentId: string; search: string }) {
  const t = useTranslations('stacks');
  const query = useQuery(useTRPC().stacks.list.queryOptions({ environmentId }));
  if (!query.data) {
    return (
      <Pending query={query}>
        <ListSkeleton label={t('loading')} />
      </Pending>
    );
  }
  if (query.data.length === 0) {
    return (
      <>
        <RecoveryCallout />
        <NoStacks environmentId={environmentId} />
      </>
    );
  }
  const shown = query.data.filter((stack) => matchesStack(stack, search)).sort(compareStacks);
  if (shown.length === 0)
    return <p className="py-10 text-center text-ink-muted">{t('noMatch', { search })}</p>;
  return (
    <Card>
      <ul aria-label={t('title')}>
        {shown.map((stack) => (
          <StackRow key={stack.id} environmentId={environmentId} stack={stack} />
        ))}
      </ul>
    </Card>
  );
}

function NoStacks({ environmentId }: { environmentId: string }) {
  const t = useTranslations('stacks.empty');
  const may = useMay('restricted');
  return (
    <EmptyState
      icon={Boxes}
      title={t('title')}
      action={
        may ? (
          <>
            <Button asChild variant="primary">
              <Link href={routes.newStack(environmentId)}>
                <Plus aria-hidden="true" />
                {t('form')}
              </Link>
            </Button>
            <Button asChild>
              <Link href={`${routes.newStack(environmentId)}?how=compose`}>
                <FileCode aria-hidden="true" />
                {t('compose')}
              </Link>
            </Button>
          </>
        ) : null
      }
    >
      <p>{t('text')}</p>
      {may ? null : <p className="mt-1">{t('readonly')}</p>}
    </EmptyState>
  );
}
