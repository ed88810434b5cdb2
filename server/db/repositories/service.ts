import { z } from 'zod';
import { type ServiceLink, type ServiceSpec, serviceLinkSchema } from '../../schemas/service.ts';
import type { Database } from '../client.ts';
import type { Prisma } from '../generated/client.ts';
import { ASKED } from './asked.ts';
import { readStoredSpec, type StoredSpec } from './stored-spec.ts';

type Tx = Prisma.TransactionClient;

/** Inside a transaction its own connection; outside, the plain pool, which is twice as fast on wide rows. */
type Source = Database | Tx;

async function selectRows<T>(source: Source, sql: string, params: readonly unknown[]): Promise<T[]> {
  if (!('pool' in source)) return source.$queryRawUnsafe<T[]>(sql, ...params);
  const found = await source.pool.query<T & object>(sql, [...params]);
  return found.rows;
}

export interface StoredStatus {
  /** False when people asked for something else since it was written. */
  readonly answered: boolean;
  readonly state: string;
  readonly reason: unknown;
  readonly unitCount: number;
  readonly runningCount: number;
  readonly units: unknown;
}

export interface ServiceRow extends StoredSpec {
  readonly id: string;
  readonly environmentId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'service' | 'loadBalancer' | 'external' | 'alias' | 'selector';
  readonly scale: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly revisionNumber: number;
  readonly createdAt: Date;
  readonly links: readonly ServiceLink[];
  /** Null until the reconciler has looked at it. */
  readonly status: StoredStatus | null;
}

type Raw = Omit<ServiceRow, 'links' | keyof StoredSpec> & { readonly links: unknown; readonly spec: unknown };

const SERVICES_MAX = 5000;

const LIST = `
  select s."id", s."environmentId", s."stackId", k."name" as "stackName", s."name", s."description",
         s."kind"::text as "kind", s."scale", s."desired"::text as "desired", s."revisionNumber",
         s."createdAt", s."links", r."spec",
         case when t."serviceId" is null then null else jsonb_build_object(
           'answered', t."answers" = ${ASKED}, 'state', t."state", 'reason', t."reason", 'unitCount', t."unitCount",
           'runningCount', t."runningCount", 'units', t."units") end as "status"
  from "Service" s
  join "Stack" k on k."id" = s."stackId"
  join "Revision" r on r."serviceId" = s."id" and r."number" = s."revisionNumber"
  left join "ServiceStatus" t on t."serviceId" = s."id"
  where s."environmentId" = $1 and s."removedAt" is null
    and ($2::text is null or s."stackId" = $2)
    and ($3::text is null or s."id" = $3)
  order by lower(s."name") limit ${SERVICES_MAX}`;

interface ServiceFilter {
  readonly environmentId: string;
  readonly stackId?: string;
  readonly serviceId?: string;
}

const linksSchema = z.array(serviceLinkSchema).catch([]);

export async function listServiceRows(source: Source, filter: ServiceFilter): Promise<ServiceRow[]> {
  const { environmentId, stackId = null, serviceId = null } = filter;
  const rows = await selectRows<Raw>(source, LIST, [environmentId, stackId, serviceId]);
  return rows.map((row) => ({
    ...row,
    links: linksSchema.parse(row.links),
    ...readStoredSpec(row.spec),
  }));
}

export async function findServiceRow(
  source: Source,
  filter: { environmentId: string; serviceId: string },
): Promise<ServiceRow | null> {
  const [row] = await listServiceRows(source, filter);
  return row ?? null;
}

export interface ServiceStateRow {
  readonly id: string;
  readonly stackId: string;
  readonly name: string;
  readonly image: string;
  readonly scale: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly answered: boolean | null;
  readonly state: string | null;
  readonly unitCount: number | null;
  readonly runningCount: number | null;
}

const LIST_STATES = `
  select s."id", s."stackId", s."name", coalesce(r."spec" #>> '{launch,image}', '') as "image", s."scale",
         s."desired"::text as "desired", t."answers" = ${ASKED} as "answered", t."state", t."unitCount", t."runningCount"
  from "Service" s
  join "Revision" r on r."serviceId" = s."id" and r."number" = s."revisionNumber"
  left join "ServiceStatus" t on t."serviceId" = s."id"
  where s."environmentId" = $1 and s."removedAt" is null and ($2::text is null or s."stackId" = $2)
  order by lower(s."name") limit ${SERVICES_MAX}`;

/** What a list of stacks shows of services: nothing that needs a whole spec. */
export function listServiceStates(
  source: Source,
  { environmentId, stackId = null }: { environmentId: string; stackId?: string | null },
): Promise<ServiceStateRow[]> {
  return selectRows<ServiceStateRow>(source, LIST_STATES, [environmentId, stackId]);
}

export interface TakenNames {
  readonly id: string;
  readonly name: string;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly sidekicks: readonly string[];
}

const LIST_NAMES = `
  select s."id", s."name", s."desired"::text as "desired",
         jsonb_path_query_array(r."spec", '$.sidekicks[*].name') as "sidekicks"
  from "Service" s
  join "Revision" r on r."serviceId" = s."id" and r."number" = s."revisionNumber"
  where s."stackId" = $1 and s."removedAt" is null`;

/** The names that a stack has given away. */
export function listTakenNames(tx: Tx, stackId: string): Promise<TakenNames[]> {
  return selectRows<TakenNames>(tx, LIST_NAMES, [stackId]);
}

/** Where links can point: every service of the environment by stack and name, in lower case. */
export async function listServiceNames(
  tx: Tx,
  environmentId: string,
): Promise<readonly { stackId: string; stackName: string; name: string }[]> {
  const rows = await tx.service.findMany({
    where: { environmentId, removedAt: null },
    select: { stackId: true, name: true, stack: { select: { name: true } } },
  });
  return rows.map((row) => ({
    stackId: row.stackId,
    stackName: row.stack.name.toLowerCase(),
    name: row.name.toLowerCase(),
  }));
}

export interface NewService {
  readonly id: string;
  readonly revisionId: string;
  readonly environmentId: string;
  readonly stackId: string;
  readonly name: string;
  readonly description: string;
  readonly scale: number;
  readonly desired: 'running' | 'stopped';
  readonly links: readonly ServiceLink[];
  readonly spec: ServiceSpec;
  readonly createdById: string;
  readonly createdAt: Date;
}

export async function insertService(tx: Tx, service: NewService): Promise<void> {
  const { revisionId, spec, createdById, links, ...row } = service;
  const revision = { id: revisionId, number: 1, spec, createdById, createdAt: row.createdAt };
  await tx.service.create({ data: { ...row, links: [...links], revisions: { create: revision } } });
}

export interface NewRevision {
  readonly id: string;
  readonly serviceId: string;
  readonly number: number;
  readonly spec: ServiceSpec;
  readonly createdById: string;
  readonly createdAt: Date;
}

/** Adds the revision and makes it the current one. */
export async function insertRevision(tx: Tx, revision: NewRevision): Promise<void> {
  await tx.revision.create({ data: revision });
  await tx.service.update({
    where: { id: revision.serviceId },
    data: { revisionNumber: revision.number },
  });
}

export interface ServiceChanges {
  readonly description?: string;
  readonly links?: readonly ServiceLink[];
  readonly scale?: number;
  readonly desired?: 'running' | 'stopped' | 'removed';
}

export async function updateServiceRow(tx: Tx, id: string, changes: ServiceChanges): Promise<void> {
  const { links, ...rest } = changes;
  await tx.service.update({ where: { id }, data: { ...rest, links: links && [...links] } });
}

export async function setServicesDesired(
  tx: Tx,
  ids: readonly string[],
  desired: 'running' | 'stopped' | 'removed',
): Promise<void> {
  await tx.service.updateMany({ where: { id: { in: [...ids] } }, data: { desired } });
}

/** Containers started before the count was raised are restarted once. */
export async function raiseRestartCounts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.service.updateMany({ where: { id: { in: [...ids] } }, data: { restartCount: { increment: 1 } } });
}

export interface RevisionRow {
  readonly id: string;
  readonly number: number;
  readonly spec: ServiceSpec;
  readonly createdAt: Date;
  readonly createdBy: string | null;
}

const REVISIONS_MAX = 100;

const LIST_REVISIONS = `
  select r."id", r."number", r."spec", r."createdAt", u."username" as "createdBy"
  from "Revision" r left join "User" u on u."id" = r."createdById"
  where r."serviceId" = $1 order by r."number" desc limit ${REVISIONS_MAX}`;

/** Newest first. Those that cannot be read are left out: there is nothing to show of them or to go back to. */
export async function listRevisions(tx: Tx, serviceId: string): Promise<RevisionRow[]> {
  type RawRevision = Omit<RevisionRow, 'spec'> & { readonly spec: unknown };
  const rows = await tx.$queryRawUnsafe<RawRevision[]>(LIST_REVISIONS, serviceId);
  return rows.map((row) => ({ ...row, ...readStoredSpec(row.spec) })).filter((row) => row.specReadable);
}

const LIST_REPORTS = 'select "serviceId", "units" from "ServiceStatus" where "serviceId" = any($1::text[])';

/** What the reconciler last said of the services' units. */
export function listUnitReports(
  database: Database,
  serviceIds: readonly string[],
): Promise<{ serviceId: string; units: unknown }[]> {
  return selectRows(database, LIST_REPORTS, [serviceIds]);
}
