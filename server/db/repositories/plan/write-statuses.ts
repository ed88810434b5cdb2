import type pg from 'pg';

export interface StatusRow {
  readonly serviceId: string;
  readonly answers: string;
  readonly state: string;
  readonly reason: unknown;
  readonly unitCount: number;
  readonly runningCount: number;
  readonly units: unknown;
}

const UPSERT = `
  insert into "ServiceStatus" ("serviceId", answers, state, reason, "unitCount", "runningCount", units, "updatedAt")
  select n."serviceId", n.answers, n.state, nullif(n.reason, 'null'::jsonb), n."unitCount", n."runningCount", n.units, now()
  from jsonb_to_recordset($1::jsonb) as n(
    "serviceId" text, answers text, state text, reason jsonb, "unitCount" int, "runningCount" int, units jsonb)
  on conflict ("serviceId") do update
  set answers = excluded.answers, state = excluded.state, reason = excluded.reason, "unitCount" = excluded."unitCount",
    "runningCount" = excluded."runningCount", units = excluded.units, "updatedAt" = excluded."updatedAt"`;

export async function writeStatuses(client: pg.PoolClient, rows: readonly StatusRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({ name: 'plan-statuses', text: UPSERT, values: [JSON.stringify(rows)] });
}
