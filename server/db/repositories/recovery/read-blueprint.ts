import type pg from 'pg';
import { fingerprintOf } from '../../../lib/key-fingerprint.ts';
import type { Blueprint, StoredOutline } from '../../../schemas/blueprint.ts';

export async function readBlueprintVersion(pool: pg.Pool, environmentId: string): Promise<number> {
  const { rows } = await pool.query<{ version: number }>({
    name: 'blueprint-version',
    text: 'select version::float8 as version from "BlueprintVersion" where "environmentId" = $1',
    values: [environmentId],
  });
  return rows[0]?.version ?? 0;
}

const list = (query: string) => `(select coalesce(json_agg(row), '[]') from (${query}) as row)`;
const iso = (column: string, name: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${name}"`;

const ENVIRONMENT = `
  select id, name, description, ${iso('"createdAt"', 'createdAt')} from "Environment" where id = $1`;
const HOSTS = `
  select id, name, "publicKey" from "Host"
  where "environmentId" = $1 and "removedAt" is null and desired <> 'removed' order by id`;
const STACKS = `
  select id, name, description, desired, ${iso('"createdAt"', 'createdAt')} from "Stack"
  where "environmentId" = $1 and "removedAt" is null order by id`;
const SERVICES = `
  select id, "stackId", name, description, kind, scale, desired, "restartCount", links, "revisionNumber",
    "nextCreateIndex", ${iso('"createdAt"', 'createdAt')}
  from "Service" where "environmentId" = $1 and "removedAt" is null order by id`;
const UNITS = `
  select u.id, u."serviceId", u."hostId", u.index, u."createIndex", u.generation, r.number as revision, u.desired,
    u."restartCount", u.recreations,
    (select coalesce(json_object_agg(i.launch, i.id), '{}') from "Instance" i where i."unitId" = u.id) as instances
  from "Unit" u join "Revision" r on r.id = u."revisionId"
  where u."environmentId" = $1 and u."removedAt" is null order by u.id`;
const OUTLINE = `
  select (select row_to_json(row) from (${ENVIRONMENT}) as row) as environment, ${list(HOSTS)} as hosts,
    ${list(STACKS)} as stacks, ${list(SERVICES)} as services, ${list(UNITS)} as units,
    ${iso('now()', 'issuedAt')}`;

type OutlineRow = Omit<StoredOutline, 'version' | 'hosts'> & {
  readonly hosts: readonly { readonly id: string; readonly name: string; readonly publicKey: string }[];
};

/** One consistent read of what every host of the environment may know: names, numbers and places, never a spec. */
export async function readOutline(
  pool: pg.Pool,
  environmentId: string,
): Promise<Omit<StoredOutline, 'version'>> {
  const { rows } = await pool.query<OutlineRow>({
    name: 'blueprint-outline',
    text: OUTLINE,
    values: [environmentId],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('a select without from gave no row');
  const hosts = row.hosts.map(({ publicKey, ...host }) =>
    publicKey === '' ? host : { ...host, keyFingerprint: fingerprintOf(publicKey) },
  );
  return { ...row, hosts };
}

const OWN_HOST = `
  select id, name, description, desired, labels, "commandLabels", ${iso('"createdAt"', 'createdAt')}
  from "Host" where id = $1 and "environmentId" = $2`;

/** Services without any unit are nobody's, so two hosts carry them for all. */
const OWN_REVISIONS = `
  with carried as (
    select "serviceId" as id from "Unit" where "hostId" = $1 and "removedAt" is null
    union
    select s.id from "Service" s
    where s."environmentId" = $2 and s."removedAt" is null
      and not exists (select 1 from "Unit" u where u."serviceId" = s.id and u."removedAt" is null)
      and $1 in (select h.id from "Host" h
                 where h."environmentId" = $2 and h.state in ('active', 'inactive') order by h.id limit 2)
  )
  select r.id, r."serviceId", r.number, ${iso('r."createdAt"', 'createdAt')}, r.spec
  from carried c join "Service" s on s.id = c.id join "Revision" r on r."serviceId" = s.id
  where s."environmentId" = $2 and s."removedAt" is null and (r.number = s."revisionNumber"
    or exists (select 1 from "Unit" u where u."revisionId" = r.id and u."removedAt" is null))
  order by r."serviceId", r.number`;

const OWN_PART = `
  select (select row_to_json(row) from (${OWN_HOST}) as row) as host, ${list(OWN_REVISIONS)} as revisions`;

type OwnPart = Pick<Blueprint, 'host' | 'revisions'>;

/** What one host alone may know: itself, and the specs of what it runs. Null when the host is gone. */
export async function readOwnPart(
  pool: pg.Pool,
  hostId: string,
  environmentId: string,
): Promise<OwnPart | null> {
  const { rows } = await pool.query<Omit<OwnPart, 'host'> & { host: OwnPart['host'] | null }>({
    name: 'blueprint-own-part',
    text: OWN_PART,
    values: [hostId, environmentId],
  });
  const [row] = rows;
  return row === undefined || row.host === null ? null : { ...row, host: row.host };
}
