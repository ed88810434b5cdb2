import type { Rebuild } from '../../../core/recovery/model.ts';
import type { QueryRows } from '../../sql.ts';
import { absentMachineId } from './absent-machine.ts';
import { raiseBlueprintVersions } from './blueprint-version.ts';

export interface RebuildAuthor {
  readonly fingerprint: string;
  /** Owner of what is made anew; null when nobody was asked. */
  readonly ownerId: string | null;
  /** Offer → what its host told of itself. */
  readonly factsOf: ReadonlyMap<string, HostTold>;
}

export interface HostTold {
  readonly facts: unknown;
  readonly address: string | null;
  readonly agentVersion: string;
}

/*
 * Every statement joins what it refers to within the environment: ids come from another server, and one that is in use
 * elsewhere here must not let a row of this environment reach over there.
 */

const ENVIRONMENT = `
  insert into "Environment" (id, name, description, "createdAt") values ($1, $2, $3, $4::timestamptz)
  on conflict (id) do nothing`;
const REPLACE = `update "Environment" set "removedAt" = now() where id = $1 and "removedAt" is null`;
/** Nobody may join what is gone. */
const DROP_TOKENS = `delete from "EnrolmentToken" where "environmentId" = $1`;
/** Whatever plan was made without knowing of this is void. */
const VOID_PLANS = `update "Environment" set "planGeneration" = "planGeneration" + 1 where id = $1`;
const OWNER = `
  insert into "Membership" ("environmentId", "userId", role) values ($1, $2, 'owner')
  on conflict ("environmentId", "userId") do nothing`;

/**
 * A host counts as heard of at this moment, so that the ordinary deadline decides when it is given up; that of an earlier
 * time goes on for one that was known by name already.
 */
const HOSTS = `
  insert into "Host" as h (id, "environmentId", "machineId", name, description, labels, "commandLabels", desired, state,
    "stateSince", "lastSeenAt", "publicKey", "vouchedBy", facts, address, "agentVersion", "createdAt")
  select n.id, $2, n."machineId", n.name, n.description, n.labels, n."commandLabels", n.desired::"HostDesired",
    'reconnecting', now(), now(), n."publicKey", $3, n.facts, n.address, n."agentVersion",
    coalesce(n."createdAt", now())
  from jsonb_to_recordset($1::jsonb) as n(id text, "machineId" text, name text, description text, labels jsonb,
    "commandLabels" jsonb, desired text, "publicKey" text, facts jsonb, address text, "agentVersion" text,
    "createdAt" timestamptz)
  on conflict (id) do update
  set "machineId" = excluded."machineId", "publicKey" = excluded."publicKey", "vouchedBy" = excluded."vouchedBy",
    name = excluded.name, description = excluded.description, labels = excluded.labels,
    "commandLabels" = excluded."commandLabels", desired = excluded.desired, facts = excluded.facts,
    address = excluded.address, "agentVersion" = excluded."agentVersion"
  where h."environmentId" = $2 and h."publicKey" = '' and excluded."publicKey" <> ''`;

const STACKS = `
  insert into "Stack" (id, "environmentId", name, description, desired, "createdAt")
  select n.id, $2, n.name, n.description, n.desired::"StackDesired", n."createdAt"
  from jsonb_to_recordset($1::jsonb) as n(id text, name text, description text, desired text, "createdAt" timestamptz)
  on conflict (id) do nothing`;

const SERVICES = `
  insert into "Service" (id, "environmentId", "stackId", name, description, kind, scale, desired, "restartCount", links,
    "revisionNumber", "nextCreateIndex", "createdAt")
  select n.id, $2, n."stackId", n.name, n.description, n.kind::"ServiceKind", n.scale, n.desired::"ServiceDesired",
    n."restartCount", n.links, n."revisionNumber", n."nextCreateIndex", n."createdAt"
  from jsonb_to_recordset($1::jsonb) as n(id text, "stackId" text, name text, description text, kind text, scale int,
    desired text, "restartCount" int, links jsonb, "revisionNumber" int, "nextCreateIndex" int,
    "createdAt" timestamptz)
  join "Stack" k on k.id = n."stackId" and k."environmentId" = $2
  on conflict (id) do nothing`;

const REVISIONS = `
  insert into "Revision" (id, "serviceId", number, spec, "createdAt")
  select n.id, n."serviceId", n.number, n.spec, n."createdAt"
  from jsonb_to_recordset($1::jsonb) as n(id text, "serviceId" text, number int, spec jsonb, "createdAt" timestamptz)
  join "Service" s on s.id = n."serviceId" and s."environmentId" = $2
  on conflict do nothing`;

const UNITS = `
  insert into "Unit" (id, "environmentId", "serviceId", "hostId", "revisionId", index, "createIndex", generation,
    desired, "restartCount", recreations, "recreateCount")
  select n.id, $2, n."serviceId", n."hostId", n."revisionId", n.index, n."createIndex", n.generation,
    n.desired::"UnitDesired", n."restartCount", coalesce(n.recreations, '{}'),
    (select coalesce(max(number::int), 0) from jsonb_each_text(n.recreations) as asked(launch, number))
  from jsonb_to_recordset($1::jsonb) as n(id text, "serviceId" text, "hostId" text, "revisionId" text, index int,
    "createIndex" int, generation int, desired text, "restartCount" int, recreations jsonb)
  join "Service" s on s.id = n."serviceId" and s."environmentId" = $2
  join "Host" h on h.id = n."hostId" and h."environmentId" = $2
  join "Revision" r on r.id = n."revisionId" and r."serviceId" = s.id
  on conflict (id) do nothing`;

const INSTANCES = `
  insert into "Instance" (id, "unitId", launch, name)
  select n.id, n."unitId", n.launch, n.name
  from jsonb_to_recordset($1::jsonb) as n(id text, "unitId" text, launch text, name text)
  join "Unit" u on u.id = n."unitId" and u."environmentId" = $2
  on conflict do nothing`;

const NEXT_CREATE_INDEX = `
  update "Service" s set "nextCreateIndex" = n.next
  from (select "serviceId", max("createIndex") + 1 as next from "Unit" where "environmentId" = $1 group by 1) as n
  where s.id = n."serviceId" and s."nextCreateIndex" < n.next`;

const OUTLINE = `
  insert into "RecoveredOutline" ("environmentId", fingerprint, outline) values ($1, $2, $3::jsonb)
  on conflict ("environmentId") do update set fingerprint = excluded.fingerprint, outline = excluded.outline`;

function hostRows(rebuild: Rebuild, author: RebuildAuthor): unknown[] {
  return rebuild.hosts.map(({ offer, ...host }) => ({
    ...host,
    machineId: offer?.machineId ?? absentMachineId(host.id),
    publicKey: offer?.publicKey ?? '',
    ...(offer === null ? {} : author.factsOf.get(offer.id)),
  }));
}

/** Two that start at once must not mix; whoever changes the environment by hand waits too. */
export async function lockEnvironment(query: QueryRows, environmentId: string): Promise<void> {
  await query('select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked', [
    `drover:change:${environmentId}`,
  ]);
}

/** Writes what was planned for one environment, in the caller's transaction and under its lock. */
export async function writeRebuild(query: QueryRows, rebuild: Rebuild, author: RebuildAuthor): Promise<void> {
  const { environment, change } = rebuild;
  const { id } = environment;
  if (rebuild.replacesId !== null) {
    await query(REPLACE, [rebuild.replacesId]);
    await query(DROP_TOKENS, [rebuild.replacesId]);
  }
  if (change === 'create') {
    await query(ENVIRONMENT, [id, environment.name, environment.description, environment.createdAt]);
    if (author.ownerId !== null) await query(OWNER, [id, author.ownerId]);
  }
  await query(VOID_PLANS, [id]);
  const created = <T extends { readonly change: string }>(rows: readonly T[]) =>
    JSON.stringify(rows.filter((row) => row.change === 'create'));
  await query(HOSTS, [JSON.stringify(hostRows(rebuild, author)), id, author.fingerprint]);
  await query(STACKS, [created(rebuild.stacks), id]);
  await query(SERVICES, [created(rebuild.services), id]);
  await query(REVISIONS, [JSON.stringify(rebuild.revisions), id]);
  await query(UNITS, [JSON.stringify(rebuild.units), id]);
  const instances = rebuild.units.flatMap((unit) =>
    unit.instances.map((instance) => ({ ...instance, unitId: unit.id })),
  );
  await query(INSTANCES, [JSON.stringify(instances), id]);
  await query(NEXT_CREATE_INDEX, [id]);
  if (rebuild.outline !== null) {
    await query(OUTLINE, [id, author.fingerprint, JSON.stringify(rebuild.outline)]);
  }
  await raiseBlueprintVersions(query, [id]);
}

export function toldOf(
  offers: readonly {
    readonly id: string;
    readonly address: string | null;
    readonly agentVersion: string;
    readonly content: { readonly facts?: unknown };
  }[],
): ReadonlyMap<string, HostTold> {
  return new Map(
    offers.map(({ id, address, agentVersion, content }) => [
      id,
      { address, agentVersion, facts: content.facts ?? null },
    ]),
  );
}
