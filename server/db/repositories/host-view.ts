import type { Prisma } from '../generated/client.ts';
import { numberIn } from './json-number.ts';

type Tx = Prisma.TransactionClient;

const COLUMNS = {
  id: true,
  name: true,
  description: true,
  labels: true,
  automaticLabels: true,
  desired: true,
  state: true,
  stateSince: true,
  address: true,
  lastSeenAt: true,
  knownAt: true,
  engineReachable: true,
  agentVersion: true,
  facts: true,
  foreignContainerCount: true,
  createdAt: true,
} as const;

export type HostRow = Prisma.HostGetPayload<{ select: typeof COLUMNS }>;

const HOSTS_MAX = 2000;

export function listHostRows(tx: Tx, environmentId: string): Promise<HostRow[]> {
  return tx.host.findMany({
    where: { environmentId, removedAt: null },
    select: COLUMNS,
    orderBy: { name: 'asc' },
    take: HOSTS_MAX,
  });
}

export function findHostRow(
  tx: Tx,
  { environmentId, hostId }: { environmentId: string; hostId: string },
): Promise<HostRow | null> {
  return tx.host.findFirst({ where: { id: hostId, environmentId, removedAt: null }, select: COLUMNS });
}

export interface HostChanges {
  readonly name?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly desired?: 'active' | 'inactive' | 'removed';
}

export async function updateHostRow(tx: Tx, id: string, changes: HostChanges): Promise<void> {
  const { labels, ...rest } = changes;
  await tx.host.update({ where: { id }, data: { ...rest, labels: labels && { ...labels } } });
}

export interface Reserved {
  readonly hostId: string;
  readonly milliCpu: number;
  readonly memoryBytes: number;
}

const RESERVED = `
  select u."hostId",
         sum(coalesce(${numberIn("l.launch -> 'milliCpuReservation'")}, 0)) as "milliCpu",
         sum(coalesce(${numberIn("l.launch -> 'memoryReservationBytes'")}, 0)) as "memoryBytes"
  from "Unit" u
  join "Revision" r on r."id" = u."revisionId"
  cross join lateral (
    select r."spec" -> 'launch' as launch
    union all
    select jsonb_path_query(r."spec", '$.sidekicks[*].launch')
  ) l
  where u."environmentId" = $1 and u."removedAt" is null and u."lostAt" is null and u."desired" <> 'removed'
    and ($2::text is null or u."hostId" = $2)
  group by u."hostId"`;

/** What the units placed on each host have asked to be kept free for them. */
export function sumReservations(
  tx: Tx,
  { environmentId, hostId = null }: { environmentId: string; hostId?: string | null },
): Promise<Reserved[]> {
  return tx.$queryRawUnsafe<Reserved[]>(RESERVED, environmentId, hostId);
}
