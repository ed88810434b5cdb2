import type pg from 'pg';
import type { UnitError } from '../../../../agent/protocol/errors.ts';

/** A live unit of the reporting host as last recorded. */
export interface RecordedUnit {
  readonly id: string;
  readonly serviceId: string;
  readonly stackId: string;
  readonly generation: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly observedPresent: boolean | null;
  readonly observedGeneration: number | null;
  readonly observedConverged: boolean | null;
  readonly observedError: UnitError | null;
  readonly jobId: string | null;
  readonly jobGeneration: number | null;
  readonly jobAttempts: number | null;
  readonly jobState: 'queued' | 'leased' | null;
  readonly jobError: UnitError | null;
}

const UNITS = `
  select u.id, u."serviceId", s."stackId", u.generation, u.desired::text, u."observedPresent", u."observedGeneration",
    u."observedConverged", u."observedError", j.id as "jobId", j.generation as "jobGeneration",
    j.attempts as "jobAttempts", j.state::text as "jobState", j.error as "jobError"
  from "Unit" u
  join "Service" s on s.id = u."serviceId"
  left join "Job" j on j.key = u.id and j.state in ('queued', 'leased')
  where u."hostId" = $1 and u."removedAt" is null and ($2::text[] is null or u.id = any($2))
  order by u.id`;

/** Units of the host and no other, whatever ids were asked for. `unitIds` null reads them all. */
export async function readRecordedUnits(
  client: pg.PoolClient,
  hostId: string,
  unitIds: readonly string[] | null,
): Promise<RecordedUnit[]> {
  const { rows } = await client.query<RecordedUnit>({
    name: 'ingest-units',
    text: UNITS,
    values: [hostId, unitIds],
  });
  return rows;
}

export interface RecordedInstance {
  readonly id: string;
  readonly unitId: string;
  readonly launch: string;
  readonly name: string;
  readonly dockerId: string | null;
  readonly state: string;
  readonly specHash: string | null;
  readonly startedAt: Date | null;
  readonly ipAddress: string | null;
  readonly exitCode: number | null;
}

const INSTANCES = `
  select id, "unitId", launch, name, "dockerId", state, "specHash", "startedAt", "ipAddress", "exitCode"
  from "Instance" where "unitId" = any($1::text[])`;

export async function readRecordedInstances(
  client: pg.PoolClient,
  unitIds: readonly string[],
): Promise<RecordedInstance[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await client.query<RecordedInstance>({
    name: 'ingest-instances',
    text: INSTANCES,
    values: [unitIds],
  });
  return rows;
}

/** Which of these ids belong to another host. Ids that nobody has, or that are closed here, are not news. */
export async function findUnitsElsewhere(
  client: pg.Pool | pg.PoolClient,
  hostId: string,
  unitIds: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from "Unit" where id = any($1::text[]) and "hostId" <> $2',
    [unitIds, hostId],
  );
  return rows.map((row) => row.id);
}
