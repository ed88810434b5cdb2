import type { Database } from '../client.ts';
import { numberIn } from './json-number.ts';

/** One container of a unit, or a unit that has none yet (`instanceId` null). */
export interface ContainerRow {
  readonly instanceId: string | null;
  readonly launch: string | null;
  readonly name: string | null;
  readonly dockerId: string | null;
  readonly state: string | null;
  readonly startedAt: Date | null;
  readonly ipAddress: string | null;
  readonly observedAt: Date | null;
  /** Only when one container is asked for; else null. */
  readonly facts: unknown;
  readonly image: string | null;
  readonly unitId: string;
  readonly unitDesired: 'running' | 'stopped' | 'removed';
  readonly unitCreatedAt: Date;
  readonly index: number;
  readonly createIndex: number;
  readonly generation: number;
  readonly removalAsked: boolean;
  readonly revision: number;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly hostState: string;
  readonly engineReachable: boolean;
  readonly hostKnownAt: Date | null;
}

export interface ContainerFilter {
  readonly environmentId: string;
  readonly stackId?: string;
  readonly serviceId?: string;
  readonly hostId?: string;
  readonly instanceId?: string;
  /** Only containers behind this one. */
  readonly after?: string;
  readonly limit: number;
}

function select(facts: string): string {
  return `
  select i."id" as "instanceId", i."launch", i."name", i."dockerId", i."state", i."startedAt", i."ipAddress",
         i."observedAt", ${facts} as "facts",
         case when coalesce(i."launch", '') = '' then r."spec" #>> '{launch,image}'
              else (select s #>> '{launch,image}' from jsonb_path_query(r."spec", '$.sidekicks[*]') s
                    where s ->> 'name' = i."launch" limit 1) end as "image",
         u."id" as "unitId", u."desired"::text as "unitDesired", u."createdAt" as "unitCreatedAt",
         u."index", u."createIndex", u."generation",
         coalesce(${numberIn(`u."recreations" -> i."launch"`)} > u."recreateCount", false) as "removalAsked",
         r."number" as "revision",
         s."id" as "serviceId", s."name" as "serviceName", k."id" as "stackId", k."name" as "stackName",
         h."id" as "hostId", h."name" as "hostName", h."state"::text as "hostState",
         h."engineReachable", h."knownAt" as "hostKnownAt"
  from "Unit" u
  join "Service" s on s."id" = u."serviceId"
  join "Stack" k on k."id" = s."stackId"
  join "Host" h on h."id" = u."hostId"
  join "Revision" r on r."id" = u."revisionId"`;
}

/** A removed unit that its host has seen gone may be remembered for a while; for people it is not there. */
const FILTER = `
  where u."environmentId" = $1 and u."removedAt" is null
    and not (u."desired" = 'removed' and u."observedPresent" is false)
    and ($2::text is null or s."stackId" = $2)
    and ($3::text is null or u."serviceId" = $3)
    and ($4::text is null or u."hostId" = $4)
    and ($5::text is null or i."id" = $5)
    and ($6::text is null or i."id" > $6)`;

const CONTAINERS = `${select('null::jsonb')} join "Instance" i on i."unitId" = u."id" ${FILTER}
  order by i."id" limit $7`;
const WITH_FACTS = `${select('i."facts"')} join "Instance" i on i."unitId" = u."id" ${FILTER}
  order by i."id" limit $7`;
const UNITS = `${select('null::jsonb')} left join "Instance" i on i."unitId" = u."id" ${FILTER}
  order by u."index", u."createIndex", i."launch" limit $7`;

function valuesOf(filter: ContainerFilter): unknown[] {
  const { environmentId, stackId, serviceId, hostId, instanceId, after, limit } = filter;
  const optional = [stackId, serviceId, hostId, instanceId, after].map((value) => value ?? null);
  return [environmentId, ...optional, limit];
}

/**
 * By hand: ten thousand rows through an object mapper would take longer than the page may. Not as a named statement,
 * because the one plan that fits every combination of filters is a bad one for most.
 */
export async function listContainerRows(
  database: Database,
  filter: ContainerFilter,
): Promise<ContainerRow[]> {
  const found = await database.pool.query<ContainerRow>(CONTAINERS, valuesOf(filter));
  return found.rows;
}

/** Every unit that is not gone, once for each of its containers and at least once. */
export async function listUnitRows(database: Database, filter: ContainerFilter): Promise<ContainerRow[]> {
  const found = await database.pool.query<ContainerRow>(UNITS, valuesOf(filter));
  return found.rows;
}

export async function findContainerRow(
  database: Database,
  { environmentId, instanceId }: { environmentId: string; instanceId: string },
): Promise<ContainerRow | null> {
  const found = await database.pool.query<ContainerRow>(
    WITH_FACTS,
    valuesOf({ environmentId, instanceId, limit: 1 }),
  );
  return found.rows[0] ?? null;
}
