import type pg from 'pg';
import type { UnitError } from '../../../../agent/protocol/errors.ts';
import type { ObservedContainerFacts } from '../../../../agent/protocol/observation.ts';

export interface UnitChange {
  readonly id: string;
  readonly present: boolean;
  readonly generation: number;
  readonly converged: boolean;
  readonly error: UnitError | null;
  /** True when the code is another than before, so that "since" starts anew. */
  readonly errorIsNew: boolean;
}

const UNITS = `
  update "Unit" u
  set "observedPresent" = n.present, "observedGeneration" = n.generation, "observedConverged" = n.converged,
    "observedAt" = now(), "observedError" = nullif(n.error, 'null'::jsonb),
    "observedErrorSince" = case
      when nullif(n.error, 'null'::jsonb) is null then null
      when n."errorIsNew" then now()
      else u."observedErrorSince" end
  from jsonb_to_recordset($1::jsonb) as n(
    id text, present boolean, generation int, converged boolean, error jsonb, "errorIsNew" boolean)
  where u.id = n.id`;

export async function writeUnitChanges(client: pg.PoolClient, changes: readonly UnitChange[]): Promise<void> {
  if (changes.length === 0) return;
  await client.query({ name: 'ingest-write-units', text: UNITS, values: [JSON.stringify(changes)] });
}

export interface InstanceChange {
  readonly id: string;
  readonly dockerId: string | null;
  readonly state: string;
  readonly specHash: string | null;
  readonly startedAt: string | null;
  readonly ipAddress: string | null;
  readonly exitCode: number | null;
  /** Null: as before. */
  readonly facts: ObservedContainerFacts | null;
}

const INSTANCES = `
  update "Instance" i
  set "dockerId" = n."dockerId", state = n.state, "specHash" = n."specHash", "startedAt" = n."startedAt",
    "ipAddress" = n."ipAddress", "exitCode" = n."exitCode",
    facts = coalesce(nullif(n.facts, 'null'::jsonb), i.facts), "observedAt" = now()
  from jsonb_to_recordset($1::jsonb) as n(
    id text, "dockerId" text, state text, "specHash" text, "startedAt" timestamptz, "ipAddress" text,
    "exitCode" int, facts jsonb)
  where i.id = n.id and (
    (i."dockerId", i.state, i."specHash", i."startedAt", i."ipAddress", i."exitCode")
      is distinct from (n."dockerId", n.state, n."specHash", n."startedAt", n."ipAddress", n."exitCode")
    or (n.facts <> 'null'::jsonb and i.facts is distinct from n.facts))
  returning i.id`;

/** Inspect facts are compared by the database, which has them at hand. Answers the ids of what has really changed. */
export async function writeInstanceChanges(
  client: pg.PoolClient,
  changes: readonly InstanceChange[],
): Promise<string[]> {
  if (changes.length === 0) return [];
  const { rows } = await client.query<{ id: string }>({
    name: 'ingest-write-instances',
    text: INSTANCES,
    values: [JSON.stringify(changes)],
  });
  return rows.map((row) => row.id);
}
