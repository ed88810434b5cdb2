import type { Prisma } from '../generated/client.ts';

export interface EventFilter {
  readonly environmentId: string;
  readonly hostId?: string;
  readonly stackId?: string;
  readonly serviceId?: string;
  readonly unitId?: string;
  /** Only events older than this one. */
  readonly before?: bigint;
  readonly limit: number;
}

export type EventRow = Prisma.EventGetPayload<object>;

/** Newest first. */
export function listEventRows(
  tx: Prisma.TransactionClient,
  { before, limit, ...where }: EventFilter,
): Promise<EventRow[]> {
  return tx.event.findMany({
    where: { ...where, ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: limit,
  });
}
