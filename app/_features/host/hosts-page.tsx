'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Server } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { HostView } from '../../../server/schemas/host.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { SearchInput } from '../../_components/ui/search-input.tsx';
import { Switch } from '../../_components/ui/switch.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { useMay } from '../environment/use-role.ts';
import { RecoveryCallout } from '../recovery/recovery-callout.tsx';
import { HostCard } from './host-card.tsx';
import { matchesSearch } from './host-search.ts';
import { compareHosts, needsAttention } from './host-state.ts';
import { HostsSkeleton } from './hosts-skeleton.tsx';

export function HostsPage() {
  const t = useTranslations('hosts');
  const trpc = useTRPC();
  const environmentId = useEnvironmentId();
  const [search, setSearch] = useState('');
  const [onlyTroubled, setOnlyTroubled] = useState(false);
  const hosts = useQuery(trpc.hosts.list.queryOptions({ environmentId }));
  const all = hosts.data ?? [];
  const troubled = all.filter(needsAttention);
  const toolbar = (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      <SearchInput
        label={t('search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="w-full sm:max-w-80"
      />
      <Switch
        label={t('onlyTroubled', { count: troubled.length })}
        checked={onlyTroubled}
        onChange={(event) => setOnlyTroubled(event.target.checked)}
      />
    </div>
  );
  return (
    <Page
      crumbs={[{ label: t('title') }]}
      title={t('title')}
      actions={all.length > 0 ? <AddHostButton environmentId={environmentId} /> : null}
      toolbar={all.length > 1 ? toolbar : null}
    >
      <HostList
        environmentId={environmentId}
        query={hosts}
        shown={onlyTroubled ? troubled : all}
        search={search}
      />
    </Page>
  );
}

type HostListProps = {
  environmentId: string;
  query: {
    data: HostView[] | undefined;
    error: unknown;
    isFetching: boolean;
    refetch: () => Promise<unknown>;
  };
  shown: readonly HostView[];
  search: string;
};

function HostList({ environmentId, query, shown, search }: HostListProps) {
  const t = useTranslations('hosts');
  if (!query.data) {
    return (
      <Pending query={query}>
        <HostsSkeleton />
      </Pending>
    );
  }
  if (query.data.length === 0) {
    return (
      <>
        <RecoveryCallout />
        <EmptyState
          icon={Server}
          title={t('empty.title')}
          action={<AddHostButton environmentId={environmentId} />}
        >
          {t('empty.text')}
        </EmptyState>
      </>
    );
  }
  const matching = shown.filter((host) => matchesSearch(host, search)).sort(compareHosts);
  if (matching.length === 0) {
    return (
      <p className="py-10 text-center text-ink-muted">{search ? t('noMatch', { search }) : t('allWell')}</p>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2 2xl:grid-cols-3">
      {matching.map((host) => (
        <HostCard key={host.id} environmentId={environmentId} host={host} />
      ))}
    </div>
  );
}

function AddHostButton({ environmentId }: { environmentId: string }) {
  const t = useTranslations('hosts');
  if (!useMay('member')) return null;
  return (
    <Button asChild variant="primary">
      <Link href={routes.newHost(environmentId)}>
        <Plus aria-hidden="true" />
        {t('add')}
      </Link>
    </Button>
  );
}
