import type pg from 'pg';

/** How far back a cause is looked for; a request that old is not why something happens today. */
const RECENT_EVENTS = 50;

const SERVICES = `
  select s.id as subject, (
    select max(e.id)::text from (
      select id, actor from "Event" where "serviceId" = s.id order by id desc limit ${RECENT_EVENTS}
    ) e where e.actor like 'user:%') as cause
  from unnest($1::text[]) as s(id)`;

const HOSTS = `
  select h.id as subject, (
    select max(e.id)::text from (
      select id, kind from "Event" where "hostId" = h.id order by id desc limit ${RECENT_EVENTS}
    ) e where e.kind = 'host.disconnected') as cause
  from unnest($1::text[]) as h(id)`;

async function find(
  client: pg.PoolClient,
  text: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ subject: string; cause: string | null }>(text, [ids]);
  return new Map(rows.flatMap(({ subject, cause }) => (cause === null ? [] : [[subject, cause] as const])));
}

/** The last thing a person asked of each service. */
export function findRequests(
  client: pg.PoolClient,
  serviceIds: readonly string[],
): Promise<Map<string, string>> {
  return find(client, SERVICES, serviceIds);
}

/** When each host was last given up on. */
export function findLosses(client: pg.PoolClient, hostIds: readonly string[]): Promise<Map<string, string>> {
  return find(client, HOSTS, hostIds);
}
