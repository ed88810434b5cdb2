import type pg from 'pg';
import type { UnitError } from '../../../../agent/protocol/errors.ts';
import { backoffMs } from './backoff.ts';

const COMPLETE = `
  update "Job" set state = 'done', "finishedAt" = now(), "leaseUntil" = null
  where id = any($1::bigint[]) and state in ('queued', 'leased')`;

/** Ends jobs whose unit was observed as they asked. A job that was queued again meanwhile is as done as a leased one. */
export async function completeJobs(client: pg.PoolClient, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await client.query({ name: 'queue-complete', text: COMPLETE, values: [jobIds] });
}

export interface FailedAttempt {
  readonly jobId: string;
  readonly unitId: string;
  readonly generation: number;
  readonly attempts: number;
  readonly error: UnitError;
}

const FAIL = `
  update "Job" j
  set state = 'queued', error = f.error, "failingSince" = coalesce(j."failingSince", now()),
      "notBefore" = now() + f."delayMs" * interval '1 millisecond', "leaseUntil" = null
  from jsonb_to_recordset($1::jsonb) as f(id bigint, "unitId" text, generation int, error jsonb, "delayMs" int)
  where j.id = f.id and j.key = f."unitId" and j.generation = f.generation and j."hostId" = $2
    and j.state in ('queued', 'leased')`;

/** Queues failed jobs again, later each time. A failure of a generation that was superseded changes nothing. */
export async function failJobs(
  client: pg.PoolClient,
  hostId: string,
  failures: readonly FailedAttempt[],
): Promise<void> {
  if (failures.length === 0) return;
  const rows = failures.map((failure) => ({
    id: failure.jobId,
    unitId: failure.unitId,
    generation: failure.generation,
    error: failure.error,
    delayMs: backoffMs(failure.unitId, failure.attempts),
  }));
  await client.query({ name: 'queue-fail', text: FAIL, values: [JSON.stringify(rows), hostId] });
}

const RENEW = `
  update "Job" set "leaseUntil" = now() + $2::int * interval '1 millisecond'
  where id = any($1::bigint[]) and state = 'leased'`;

/** A unit that was seen on its way shows that the claim is being worked on. */
export async function renewLeases(
  client: pg.PoolClient,
  jobIds: readonly string[],
  leaseMs: number,
): Promise<void> {
  if (jobIds.length === 0) return;
  await client.query({ name: 'queue-renew', text: RENEW, values: [jobIds, leaseMs] });
}
