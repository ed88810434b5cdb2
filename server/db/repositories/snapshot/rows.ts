import type pg from 'pg';
import type { UnitError } from '../../../../agent/protocol/errors.ts';
import type { HostLifecycle } from '../../../core/model/host.ts';
import type { ObservedContainerState } from '../../../core/model/observed.ts';

/*
 * One named statement per table. Together with the specs, which are read once and then kept, a tick costs a fixed number
 * of round trips whatever the size of the environment.
 */

export interface EnvironmentRow {
  readonly name: string;
  readonly planGeneration: number;
  /** The database's clock: the one that every replica shares. */
  readonly now: Date;
}

export interface HostRow {
  readonly id: string;
  readonly name: string;
  readonly desired: 'active' | 'inactive' | 'removed';
  readonly state: HostLifecycle;
  readonly stateSince: Date;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly sessionOpenedAt: Date | null;
  readonly observedAt: Date | null;
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
  readonly createdAt: Date;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly scale: number;
  readonly restartCount: number;
  readonly nextCreateIndex: number;
  readonly revisionId: string | null;
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
  readonly createdAt: Date;
  readonly lostAt: Date | null;
  readonly observedPresent: boolean | null;
  readonly observedGeneration: number | null;
  readonly observedConverged: boolean | null;
  readonly observedAt: Date | null;
  readonly observedError: UnitError | null;
  readonly observedErrorSince: Date | null;
  readonly jobGeneration: number | null;
  readonly jobState: 'queued' | 'leased' | null;
  readonly jobAttempts: number | null;
  readonly jobNotBefore: Date | null;
  readonly jobError: UnitError | null;
  readonly jobFailingSince: Date | null;
}

export interface InstanceRow {
  readonly unitId: string;
  readonly launch: string;
  readonly state: ObservedContainerState;
}

const STATEMENTS = {
  'snapshot-environment': `
    select name, "planGeneration", now() as now from "Environment" where id = $1 and "removedAt" is null`,
  'snapshot-hosts': `
    select id, name, desired::text, state::text, "stateSince", "createdAt", "lastSeenAt", "sessionOpenedAt",
      "observedAt", "engineReachable", labels, "automaticLabels", (facts->>'memoryBytes')::float8 as "memoryBytes",
      (facts->>'milliCpu')::float8 as "milliCpu", "foreignPorts"
    from "Host" where "environmentId" = $1 and state not in ('removed', 'purged') order by id`,
  'snapshot-stacks': `
    select id, name, desired::text from "Stack" where "environmentId" = $1 and "removedAt" is null order by id`,
  'snapshot-services': `
    select s.id, s."stackId", s.name, s.kind::text, s."createdAt", s.desired::text, s.scale, s."restartCount",
      s."nextCreateIndex", r.id as "revisionId", t.state as "statusState", t.reason as "statusReason",
      t."unitCount" as "statusUnitCount", t."runningCount" as "statusRunningCount", t.units as "statusUnits"
    from "Service" s
    left join "Revision" r on r."serviceId" = s.id and r.number = s."revisionNumber"
    left join "ServiceStatus" t on t."serviceId" = s.id
    where s."environmentId" = $1 and s."removedAt" is null order by s.id`,
  'snapshot-units': `
    select u.id, u."serviceId", u."hostId", u."revisionId", u.index, u."createIndex", u.generation, u.desired::text,
      u."restartCount", u."createdAt", u."lostAt", u."observedPresent", u."observedGeneration",
      u."observedConverged", u."observedAt", u."observedError", u."observedErrorSince",
      j.generation as "jobGeneration", j.state::text as "jobState", j.attempts as "jobAttempts",
      j."notBefore" as "jobNotBefore", j.error as "jobError", j."failingSince" as "jobFailingSince"
    from "Unit" u left join "Job" j on j.key = u.id and j.state in ('queued', 'leased')
    where u."environmentId" = $1 and u."removedAt" is null order by u.id`,
  'snapshot-instances': `
    select i."unitId", i.launch, i.state from "Instance" i join "Unit" u on u.id = i."unitId"
    where u."environmentId" = $1 and u."removedAt" is null and u."observedPresent"
    order by i."unitId", i.launch`,
} as const;

async function read<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  name: keyof typeof STATEMENTS,
  environmentId: string,
): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name, text: STATEMENTS[name], values: [environmentId] });
  return rows;
}

export interface SnapshotRows {
  readonly environment: EnvironmentRow;
  readonly hosts: readonly HostRow[];
  readonly stacks: readonly StackRow[];
  readonly services: readonly ServiceRow[];
  readonly units: readonly UnitRow[];
  readonly instances: readonly InstanceRow[];
}

/** Null when there is no such environment any more. */
export async function readSnapshotRows(
  client: pg.PoolClient,
  environmentId: string,
): Promise<SnapshotRows | null> {
  const [environment] = await read<EnvironmentRow>(client, 'snapshot-environment', environmentId);
  if (environment === undefined) return null;
  return {
    environment,
    hosts: await read<HostRow>(client, 'snapshot-hosts', environmentId),
    stacks: await read<StackRow>(client, 'snapshot-stacks', environmentId),
    services: await read<ServiceRow>(client, 'snapshot-services', environmentId),
    units: await read<UnitRow>(client, 'snapshot-units', environmentId),
    instances: await read<InstanceRow>(client, 'snapshot-instances', environmentId),
  };
}
