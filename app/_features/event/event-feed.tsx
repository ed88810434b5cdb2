'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../_components/ui/button.tsx';
import { Card, CardHeader } from '../../_components/ui/card.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { type RouterInputs, useTRPC, useTRPCClient } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { EventRow } from './event-row.tsx';

type EventFilter = Pick<RouterInputs['events']['list'], 'hostId' | 'stackId' | 'serviceId' | 'unitId'>;

type EventFeedProps = { environmentId: string; filter?: EventFilter; title?: string };

const pageSize = 50;

/** History, newest first; new events come in at the top by themselves. Filtered, it is the history of one object. */
export function EventFeed({ environmentId, filter = {}, title }: EventFeedProps) {
  const t = useTranslations('events');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { environmentId, ...filter, limit: pageSize };
  const feed = useInfiniteQuery({
    queryKey: trpc.events.list.infiniteQueryKey(input),
    // Not tRPC's own function: it sends a `direction` along, which the strict input refuses.
    queryFn: ({ pageParam, signal }) =>
      client.events.list.query({ ...input, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const events = feed.data?.pages.flatMap((page) => page.events) ?? [];
  if (!feed.data && feed.error) return <Pending query={feed}>{null}</Pending>;
  return (
    <Card>
      <CardHeader title={title ?? t('title')} />
      {feed.isPending ? <FeedSkeleton /> : null}
      {feed.data && events.length === 0 ? (
        <EmptyState icon={History} title={t('emptyTitle')} className="m-4 py-8">
          {t('emptyText')}
        </EmptyState>
      ) : null}
      <ol>
        {events.map((event) => (
          <EventRow key={event.id} environmentId={environmentId} event={event} />
        ))}
      </ol>
      {feed.hasNextPage ? (
        <div className="flex justify-center border-line border-t p-3">
          <Button
            variant="ghost"
            size="sm"
            loading={feed.isFetchingNextPage}
            onClick={() => void feed.fetchNextPage()}
          >
            {t('older')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

function FeedSkeleton() {
  const t = useTranslations('events');
  return (
    <SkeletonGroup label={t('loading')} className="flex flex-col gap-4 p-4">
      {rows.map((row) => (
        <Skeleton key={row} className="h-4" />
      ))}
    </SkeletonGroup>
  );
}
