import type { NamedEnvironment, Present } from '../../../core/recovery/model.ts';
import { outlineSchema } from '../../../schemas/blueprint.ts';
import type { QueryRows } from '../../sql.ts';

const list = (query: string) => `(select coalesce(json_agg(row), '[]') from (${query}) as row)`;

const ENVIRONMENT = `select name, "removedAt" is not null as removed from "Environment" where id = $1`;
/** Hosts of other environments too: an id of one that is here already cannot be given away again. */
const HOSTS = `
  select id, "environmentId", "machineId", "publicKey",
    ("removedAt" is not null or "keyRevokedAt" is not null or desired = 'removed' or state in ('removed', 'purged'))
      as removed
  from "Host" where "environmentId" = $1 or id = any($2::text[])`;
const STACKS = `select id, name, "removedAt" is not null as removed from "Stack" where "environmentId" = $1`;
const SERVICES = `
  select id, "stackId", name, "removedAt" is not null as removed, "revisionNumber"
  from "Service" where "environmentId" = $1`;
const REVISIONS = `
  select r.id, r."serviceId", r.number from "Revision" r join "Service" s on s.id = r."serviceId"
  where s."environmentId" = $1`;
const UNITS = `
  select id, "serviceId", index, ("removedAt" is null and desired <> 'removed') as live
  from "Unit" where "environmentId" = $1`;

const PRESENT = `
  select (select row_to_json(row) from (${ENVIRONMENT}) as row) as environment, ${list(HOSTS)} as hosts,
    ${list(STACKS)} as stacks, ${list(SERVICES)} as services, ${list(REVISIONS)} as revisions, ${list(UNITS)} as units,
    (select outline from "RecoveredOutline" where "environmentId" = $1) as outline`;

type Row = Omit<Present, 'outline'> & { readonly outline: unknown };

/** What is here of an environment, what was removed included. `hostIds` are those that ask to be taken in. */
export async function readPresent(
  query: QueryRows,
  environmentId: string,
  hostIds: readonly string[],
): Promise<Present> {
  const [row] = await query<Row>(PRESENT, [environmentId, hostIds]);
  if (row === undefined) throw new Error('a select without from gave no row');
  return { ...row, outline: row.outline === null ? null : outlineSchema.parse(row.outline) };
}

const ENVIRONMENTS = `
  select e.id, e.name,
    not exists (select 1 from "Host" h where h."environmentId" = e.id)
    and not exists (select 1 from "Stack" k where k."environmentId" = e.id) as empty
  from "Environment" e where e."removedAt" is null`;

export function listNamedEnvironments(query: QueryRows): Promise<NamedEnvironment[]> {
  return query<NamedEnvironment>(ENVIRONMENTS, []);
}

/** The server from whose hosts the environment was rebuilt; null when it was made here. */
export async function readOutlineFingerprint(
  query: QueryRows,
  environmentId: string,
): Promise<string | null> {
  const rows = await query<{ fingerprint: string }>(
    'select fingerprint from "RecoveredOutline" where "environmentId" = $1',
    [environmentId],
  );
  return rows[0]?.fingerprint ?? null;
}
