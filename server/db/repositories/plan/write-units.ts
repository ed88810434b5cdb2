import type pg from 'pg';
import type { NewInstance } from './write-instances.ts';

export interface NewUnit {
  readonly id: string;
  readonly environmentId: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly revisionId: string;
  readonly index: number;
  readonly createIndex: number;
  readonly generation: number;
  readonly desired: 'running' | 'stopped';
  readonly restartCount: number;
  /** ISO; the instant of the read the plan was made from. */
  readonly createdAt: string;
}

/** One statement, because a plan that places is what people wait for. Instances refer to units of the same statement. */
const PLACE = `
  with placed as (
    insert into "Unit" (id, "environmentId", "serviceId", "hostId", "revisionId", index, "createIndex", generation,
      desired, "restartCount", "createdAt")
    select n.id, n."environmentId", n."serviceId", n."hostId", n."revisionId", n.index, n."createIndex",
      n.generation, n.desired::"UnitDesired", n."restartCount", n."createdAt"
    from jsonb_to_recordset($1::jsonb) as n(
      id text, "environmentId" text, "serviceId" text, "hostId" text, "revisionId" text, index int,
      "createIndex" int, generation int, desired text, "restartCount" int, "createdAt" timestamptz)
    returning "serviceId", "createIndex"
  ), named as (
    insert into "Instance" (id, "unitId", launch, name)
    select n.id, n."unitId", n.launch, n.name
    from jsonb_to_recordset($2::jsonb) as n(id text, "unitId" text, launch text, name text)
  )
  update "Service" s set "nextCreateIndex" = n.next
  from (select "serviceId", max("createIndex") + 1 as next from placed group by "serviceId") as n
  where s.id = n."serviceId" and s."nextCreateIndex" < n.next`;

/** Inserts placed units with their instances and moves their services' create index past them. */
export async function placeUnits(
  client: pg.PoolClient,
  units: readonly NewUnit[],
  instances: readonly NewInstance[],
): Promise<void> {
  if (units.length === 0) return;
  await client.query({
    name: 'plan-place-units',
    text: PLACE,
    values: [JSON.stringify(units), JSON.stringify(instances)],
  });
}

export interface ChangedUnit {
  readonly id: string;
  readonly generation: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly revisionId: string;
  readonly restartCount: number;
  readonly recreateCount: number;
  readonly lost: boolean;
}

const CHANGE = `
  update "Unit" u
  set generation = n.generation, desired = n.desired::"UnitDesired", "revisionId" = n."revisionId",
    "restartCount" = n."restartCount", "recreateCount" = n."recreateCount",
    "lostAt" = case when n.lost then coalesce(u."lostAt", now()) else u."lostAt" end
  from jsonb_to_recordset($1::jsonb) as n(
    id text, generation int, desired text, "revisionId" text, "restartCount" int, "recreateCount" int,
    lost boolean)
  where u.id = n.id and u."removedAt" is null`;

export async function changeUnits(client: pg.PoolClient, units: readonly ChangedUnit[]): Promise<void> {
  if (units.length === 0) return;
  await client.query({ name: 'plan-change-units', text: CHANGE, values: [JSON.stringify(units)] });
}

const FORGET = `update "Unit" set "removedAt" = now() where id = any($1::text[]) and "removedAt" is null`;

/** Closes units that are known to be gone. The rows stay for a while, so that a host that asks can be answered. */
export async function forgetUnits(client: pg.PoolClient, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return;
  await client.query({ name: 'plan-forget-units', text: FORGET, values: [unitIds] });
}
