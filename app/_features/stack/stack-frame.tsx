'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useParams, usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { LinkTabs } from '../../_components/ui/link-tabs.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { shownData } from '../../_trpc/shown-data.ts';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { useMay } from '../environment/use-role.ts';
import { StaleNotice } from '../host/stale-notice.tsx';
import { absenceOf, staleHostsOf } from '../host/staleness.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { StackMenu } from './stack-menu.tsx';
import { StackStateBadge } from './stack-state-badge.tsx';

type StackFrameProps = {
  children: (stack: StackDetail, environmentId: string) => ReactNode;
};

/** What all pages of a stack share: its head, its tabs, and what is shown until it is there. */
export function StackFrame({ children }: StackFrameProps) {
  const t = useTranslations('stacks');
  const environmentId = useEnvironmentId();
  const { stack: stackId = '' } = useParams<{ stack: string }>();
  const query = useQuery(useTRPC().stacks.get.queryOptions({ environmentId, stackId }));
  const stack = shownData(query);
  const crumbs = [{ label: t('title'), href: routes.stacks(environmentId) }, { label: stack?.name ?? '…' }];
  if (!stack) {
    return (
      <Page crumbs={crumbs}>
        <Pending query={query}>
          <ListSkeleton label={t('loading')} />
        </Pending>
      </Page>
    );
  }
  return (
    <Page
      crumbs={crumbs}
      title={stack.name}
      aside={
        <>
          <StackStateBadge stack={stack} />
          <span className="text-ink-faint text-sm tabular-nums">
            {t('page.summary', { running: stack.runningCount, total: stack.unitCount })}
          </span>
        </>
      }
      description={stack.description}
      actions={<StackActions environmentId={environmentId} stack={stack} />}
      toolbar={<StackTabs environmentId={environmentId} stackId={stack.id} />}
    >
      <StaleNotice
        environmentId={environmentId}
        hosts={staleHostsOf(stack.services.flatMap(({ units }) => units))}
        reason={absenceOf(stack.services)}
      />
      {children(stack, environmentId)}
    </Page>
  );
}

function StackActions({ environmentId, stack }: { environmentId: string; stack: StackDetail }) {
  const t = useTranslations('stacks.actions');
  const may = useMay('restricted');
  return (
    <>
      {may && stack.state !== 'removing' ? (
        <Button asChild variant="primary">
          <Link href={routes.newService(environmentId, stack.id)}>
            <Plus aria-hidden="true" />
            {t('addService')}
          </Link>
        </Button>
      ) : null}
      <StackMenu environmentId={environmentId} stack={stack} prominent />
    </>
  );
}

function StackTabs({ environmentId, stackId }: { environmentId: string; stackId: string }) {
  const t = useTranslations('stacks.tabs');
  const pathname = usePathname();
  const tabs = [
    { href: routes.stack(environmentId, stackId), label: t('services') },
    { href: routes.stackTopology(environmentId, stackId), label: t('topology') },
    { href: routes.stackEvents(environmentId, stackId), label: t('events') },
  ];
  return <LinkTabs label={t('label')} tabs={tabs} current={pathname} />;
}
