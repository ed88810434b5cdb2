import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { EventKind, EventView } from '../../server/schemas/event.ts';
import type { Cluster } from './cluster.ts';

const TOLD_TIMEOUT_MS = 30_000;

interface Scope {
  readonly hostId?: string;
  readonly serviceId?: string;
  readonly unitId?: string;
}

/** The newest event there is: what is told after it is the story of what comes next. */
export async function latestEventId({ client, environmentId }: Cluster): Promise<bigint> {
  const { events } = await client.events.list.query({ environmentId, limit: 1 });
  return BigInt(events[0]?.id ?? 0);
}

/** Events about the scope behind `since`, oldest first; the newest 200 at most. */
export async function eventsSince(cluster: Cluster, since: bigint, scope: Scope): Promise<EventView[]> {
  const { client, environmentId } = cluster;
  const { events } = await client.events.list.query({ environmentId, ...scope, limit: 200 });
  return events.filter((event) => BigInt(event.id) > since).reverse();
}

/** Until history tells these kinds in this order, whatever else it tells between them; hands back the events of these. */
export async function waitForStory(
  cluster: Cluster,
  since: bigint,
  scope: Scope,
  kinds: readonly EventKind[],
): Promise<EventView[]> {
  return waitUntil(
    async () => {
      const told = await eventsSince(cluster, since, scope);
      const found: EventView[] = [];
      for (const event of told) if (event.kind === kinds[found.length]) found.push(event);
      if (found.length === kinds.length) return found;
      throw new Error(`told: ${told.map((event) => event.kind).join(', ')}`);
    },
    { timeoutMs: TOLD_TIMEOUT_MS, what: `the story ${kinds.join(', ')}`, everyMs: 200 },
  );
}
