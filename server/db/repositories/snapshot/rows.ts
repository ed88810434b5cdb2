import type pg from 'pg';
import type { HostLifecycle } from '../../../core/model/host.ts';
import type { ObservedContainerState } from '../../../core/model/observed.ts';
import { ASKED } from '../asked.ts';
import { numberIn } from '../json-number.ts';

/*
 * One statement for all tables: it sees one instant without a transaction, and costs one round trip, which is what a
 * busy machine makes dear. Times come as text, as JSON has no other way.
 */

export interface EnvironmentRow {
  readonly name: string;
  readonly planGeneration: number;
  /** The database's clock: the one that every replica shares. */
  readonly now: string;
}

export interface HostRow {
  readonly id: string;
  readonly name: string;
  readonly desired: 'active' | 'inactive' | 'removed';
  readonly state: HostLifecycle;
  readonly stateSince: string;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
  readonly sessionOpenedAt: string | null;
  readonly observedAt: string | null;
  readonly knownAt: string | null;
  readonly engineReachable: boolean;
  readonly labels: unknown;
  readonly automaticLabels: unknown;
  readonly memoryBytes: number | null;
  readonly milliCpu: number | null;
  readonly foreignPorts: unknown;
}

export interface StackRow {
  readonly id: string;
  readonly name: string;
  readonly desired: 'present' | 'removed';
}

export interface ServiceRow {
  readonly id: string;
  readonly stackId: string;
  readonly name: string;
  readonly kind: string;
  readonly createdAt: string;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly scale: number;
  readonly restartCount: number;
  readonly nextCreateIndex: number;
  readonly revisionId: string | null;
  readonly asked: string;
  readonly statusAnswers: string | null;
  readonly statusState: string | null;
  readonly statusReason: unknown;
  readonly statusUnitCount: number | null;
  readonly statusRunningCount: number | null;
  readonly statusUnits: unknown;
}

export interface UnitRow {
  readonly id: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly revisionId: string;
  readonly index: number;
  readonly createIndex: number;
  readonly generation: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly restartCount: number;
  readonly recreations: unknown;
  readonly recreateCount: number;
  readonly createdAt: string;
  readonly lostAt: string | null;
  readonly observedPresent: boolean | null;
  readonly observedGeneration: number | null;
  readonly observedConverged: boolean | null;
  readonly observedAt: string | null;
  readonly observedError: unknown;
  readonly observedErrorSince: string | null;
  readonly jobGeneration: number | null;
  readonly jobState: 'queued' | 'leased' | null;
  readonly jobAttempts: number | null;
  readonly jobNotBefore: string | null;
  readonly jobError: unknown;
  readonly jobFailingSince: string | null;
}

export interface InstanceRow {
  readonly unitId: string;
  readonly launch: string;
  readonly state: ObservedContainerState;
}

const ENVIRONMENT = `
  select name, "planGeneration", now() as now from "Environment" where id = $1 and "removedAt" is null`;

const HOSTS = `
  select id, name, desired, state, "stateSince", "createdAt", "lastSeenAt", "sessionOpenedAt", "observedAt",
    "knownAt", "engineReachable", labels, "automaticLabels", ${numberIn("facts -> 'memoryBytes'")} as "memoryBytes",
    ${numberIn("facts -> 'milliCpu'")} as "milliCpu", "foreignPorts"
  from "Host" where "environmentId" = $1 and state not in ('removed', 'purged') order by id`;

const STACKS = `
  select id, name, desired from "Stack" where "environmentId" = $1 and "removedAt" is null order by id`;

const SERVICES = `
  select s.id, s."stackId", s.name, s.kind, s."createdAt", s.desired, s.scale, s."restartCount",
    s."nextCreateIndex", ${ASKED} as asked, r.id as "revisionId", t.answers as "statusAnswers",
    t.state as "statusState", t.reason as "statusReason",
    t."unitCount" as "statusUnitCount", t."runningCount" as "statusRunningCount", t.units as "statusUnits"
  from "Service" s
  left join "Revision" r on r."serviceId" = s.id and r.number = s."revisionNumber"
  left join "ServiceStatus" t on t."serviceId" = s.id
  where s."environmentId" = $1 and s."removedAt" is null order by s.id`;

const UNITS = `
  select u.id, u."serviceId", u."hostId", u."revisionId", u.index, u."createIndex", u.generation, u.desired,
    u."restartCount", u.recreations, u."recreateCount", u."createdAt", u."lostAt", u."observedPresent", u."observedGeneration",
    u."observedConverged", u."observedAt", u."observedError", u."observedErrorSince",
    j.generation as "jobGeneration", j.state as "jobState", j.attempts as "jobAttempts",
    j."notBefore" as "jobNotBefore", j.error as "jobError", j."failingSince" as "jobFailingSince"
  from "Unit" u left join "Job" j on j.key = u.id and j.state in ('queued', 'leased')
  where u."environmentId" = $1 and u."removedAt" is null order by u.id`;

const INSTANCES = `
  select i."unitId", i.launch, i.state from "Instance" i join "Unit" u on u.id = i."unitId"
  where u."environmentId" = $1 and u."removedAt" is null and u."observedPresent"
  order by i."unitId", i.launch`;

const list = (query: string) => `(select coalesce(json_agg(row), '[]') from (${query}) as row)`;

const SNAPSHOT = `
  select (select row_to_json(row) from (${ENVIRONMENT}) as row) as environment, ${list(HOSTS)} as hosts,
    ${list(STACKS)} as stacks, ${list(SERVICES)} as services, ${list(UNITS)} as units,
    ${list(INSTANCES)} as instances`;

export interface SnapshotRows {
  readonly environment: EnvironmentRow;
  readonly hosts: readonly HostRow[];
  readonly stacks: readonly StackRow[];
  readonly services: readonly ServiceRow[];
  readonly units: readonly UnitRow[];
  readonly instances: readonly InstanceRow[];
}

/** Null when there is no such environment any more. */
export async function readSnapshotRows(pool: pg.Pool, environmentId: string): Promise<SnapshotRows | null> {
  const { rows } = await pool.query<
    Omit<SnapshotRows, 'environment'> & { environment: EnvironmentRow | null }
  >({
    name: 'snapshot',
    text: SNAPSHOT,
    values: [environmentId],
  });
  const [row] = rows;
  if (row === undefined || row.environment === null) return null;
  return { ...row, environment: row.environment };
}
