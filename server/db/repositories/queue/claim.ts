import type pg from 'pg';
export interface ClaimedJob {
  readonly id: string;
  readonly unitId: string;
  readonly generation: number;
  /** 1 for the first delivery. */
  readonly attempt: number;
  /** Written by the commit of the plan in the shape of the wire, perhaps by a newer server. */
  readonly payload: unknown;
}

interface ClaimInput {
  readonly hostId: string;
  readonly sessionHash: string;
  readonly max: number;
  readonly leaseMs: number;
}

/**
 * The session is judged by the same statement that takes the jobs, so an agent that was superseded or revoked a moment
 * ago gets none, whatever any cache believes.
 */
const CLAIM = `
  with picked as materialized (
    select j.id from "Job" j
    where j."hostId" = $1 and j.kind = 'unit' and j.state = 'queued' and j."notBefore" <= now()
      and exists (select 1 from "Host" h where h.id = $1 and h."sessionHash" = $2 and h."keyRevokedAt" is null)
    order by j."notBefore", j.id
    limit $3
    for update of j skip locked
  )
  update "Job" j
  set state = 'leased', attempts = j.attempts + 1, "leaseUntil" = now() + $4::int * interval '1 millisecond'
  from picked where j.id = picked.id
  returning j.id, j.key as "unitId", j.generation, j.attempts as attempt, j.payload`;

/** Takes up to `max` due jobs of a host, oldest first. None does not mean that the queue is empty: see `readQueueHead`. */
export async function claimJobs(pool: pg.Pool, input: ClaimInput): Promise<ClaimedJob[]> {
  const { rows } = await pool.query<ClaimedJob>({
    name: 'queue-claim',
    text: CLAIM,
    values: [input.hostId, input.sessionHash, input.max, input.leaseMs],
  });
  return rows.sort((left, right) => Number(left.id) - Number(right.id));
}

const RELEASE = `
  with released as (
    update "Job" set state = 'queued', "leaseUntil" = null, attempts = attempts - 1
    where id = any($1::bigint[]) and state = 'leased'
    returning "hostId"
  )
  select pg_notify('drover_jobs', "hostId")::text from (select distinct "hostId" from released) as hosts`;

/** Gives back jobs that were claimed for a caller who is no longer there; the attempt did not happen. */
export async function releaseJobs(pool: pg.Pool, jobIds: readonly string[]): Promise<void> {
  await pool.query({ name: 'queue-release', text: RELEASE, values: [jobIds] });
}
