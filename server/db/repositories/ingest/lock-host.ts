import type pg from 'pg';

export interface ReportingHost {
  readonly id: string;
  readonly environmentId: string;
  readonly name: string;
  readonly state: string;
  readonly sessionHash: string | null;
  readonly reportSequence: number;
  readonly engineReachable: boolean;
  /** Whether a full list was taken in since the present session opened. */
  readonly listedInSession: boolean;
  readonly facts: unknown;
  readonly foreignPorts: unknown;
  readonly foreignContainerCount: number;
  readonly blueprintVersion: number;
}

const BLUEPRINT_VERSION = `
  coalesce((select b.version::float8 from "BlueprintVersion" b where b."environmentId" = "Host"."environmentId"), 0)
    as "blueprintVersion"`;

const LOCK = `
  select id, "environmentId", name, state::text, case when "keyRevokedAt" is null then "sessionHash" end as "sessionHash",
    "reportSequence"::float8 as "reportSequence",
    "engineReachable", coalesce("observedAt" >= "sessionOpenedAt", false) as "listedInSession", facts,
    "foreignPorts", "foreignContainerCount", ${BLUEPRINT_VERSION}
  from "Host" where id = $1 for no key update`;

/** Reports of one host are taken in one after the other. */
export async function lockReportingHost(
  client: pg.PoolClient,
  hostId: string,
): Promise<ReportingHost | null> {
  const { rows } = await client.query<ReportingHost>({
    name: 'ingest-lock-host',
    text: LOCK,
    values: [hostId],
  });
  return rows[0] ?? null;
}

const HEARTBEAT = `
  update "Host" set "lastSeenAt" = now(), "reportSequence" = $3,
    "knownAt" = case when $4 then now() else "knownAt" end
  where id = $1 and "sessionHash" = $2 and "reportSequence" < $3 and "engineReachable" = $4 and "keyRevokedAt" is null
    and state in ('active', 'inactive') and "observedAt" >= "sessionOpenedAt"
  returning ${BLUEPRINT_VERSION}`;

/**
 * A report with nothing in it from a host that is as it was: one statement, which answers with the version of the
 * blueprint. Null when it was more than that, and then nothing was written.
 */
export async function recordHeartbeat(
  pool: pg.Pool,
  beat: { hostId: string; sessionHash: string; sequence: number; engineReachable: boolean },
): Promise<{ blueprintVersion: number } | null> {
  const { rows } = await pool.query<{ blueprintVersion: number }>({
    name: 'ingest-heartbeat',
    text: HEARTBEAT,
    values: [beat.hostId, beat.sessionHash, beat.sequence, beat.engineReachable],
  });
  return rows[0] ?? null;
}

export interface HostObservation {
  readonly hostId: string;
  readonly sequence: number;
  readonly engineReachable: boolean;
  /** True when the report was a full list that could be believed. */
  readonly listed: boolean;
  /** Null: as before. */
  readonly facts: string | null;
  readonly address: string | null;
  readonly automaticLabels: string | null;
  readonly foreignPorts: string | null;
  readonly foreignContainerCount: number | null;
}

const WRITE = `
  update "Host" set "lastSeenAt" = now(), "reportSequence" = $2, "engineReachable" = $3,
    "knownAt" = case when $3 then now() else "knownAt" end,
    "observedAt" = case when $4 then now() else "observedAt" end,
    facts = coalesce($5::jsonb, facts), address = coalesce($6, address),
    "automaticLabels" = coalesce($7::jsonb, "automaticLabels"),
    "foreignPorts" = coalesce($8::jsonb, "foreignPorts"),
    "foreignContainerCount" = coalesce($9, "foreignContainerCount")
  where id = $1`;

export async function writeHostObservation(client: pg.PoolClient, host: HostObservation): Promise<void> {
  await client.query({
    name: 'ingest-host',
    text: WRITE,
    values: [
      host.hostId,
      host.sequence,
      host.engineReachable,
      host.listed,
      host.facts,
      host.address,
      host.automaticLabels,
      host.foreignPorts,
      host.foreignContainerCount,
    ],
  });
}
