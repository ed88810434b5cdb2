import type pg from 'pg';
import { readRecreations } from '../recreations.ts';

/** What an assignment is made of besides the revision's spec. */
export interface AssignmentSource {
  readonly unitId: string;
  readonly environmentId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly index: number;
  readonly revisionId: string;
  readonly generation: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly restartCount: number;
  readonly recreations: Readonly<Record<string, number>>;
}

export interface HostUnit {
  readonly unitId: string;
  readonly generation: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  /** The number of its revision. */
  readonly revision: number;
  readonly revisionId: string;
  readonly restartCount: number;
  readonly removed: boolean;
  /** True while a queued or leased job is on its way to the host. */
  readonly underway: boolean;
}

const HOST_UNITS = `
  select u.id as "unitId", u.generation, u.desired::text, r.number as revision, u."revisionId",
    u."restartCount",
    u."removedAt" is not null as removed, j.id is not null as underway
  from "Unit" u join "Revision" r on r.id = u."revisionId" left join "Job" j on j.key = u.id and j.state in ('queued', 'leased')
  where u."hostId" = $1 and (u."removedAt" is null or u.id = any($2::text[]))`;

/** All live units of the host, and those of `alsoIds` that are closed. */
export async function readHostUnits(
  client: pg.Pool | pg.PoolClient,
  hostId: string,
  alsoIds: readonly string[],
): Promise<HostUnit[]> {
  const { rows } = await client.query<HostUnit>({
    name: 'host-units',
    text: HOST_UNITS,
    values: [hostId, alsoIds],
  });
  return rows;
}

const SOURCES = `
  select u.id as "unitId", u."environmentId", k.id as "stackId", k.name as "stackName", s.id as "serviceId",
    s.name as "serviceName", u.index, u."revisionId", u.generation, u.desired::text, u."restartCount",
    u.recreations
  from "Unit" u join "Service" s on s.id = u."serviceId" join "Stack" k on k.id = s."stackId"
  where u.id = any($1::text[]) and u."hostId" = $2
  order by u.id`;

/** Of closed units too: what is told of one that its host still holds is that it is removed. */
export async function readAssignmentSources(
  client: pg.Pool | pg.PoolClient,
  hostId: string,
  unitIds: readonly string[],
): Promise<AssignmentSource[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await client.query<Omit<AssignmentSource, 'recreations'> & { recreations: unknown }>({
    name: 'assignment-sources',
    text: SOURCES,
    values: [unitIds, hostId],
  });
  return rows.map((row) => ({ ...row, recreations: readRecreations(row.recreations) }));
}
