import type pg from 'pg';
import type { Assignment } from '../../../../agent/protocol/assignment.ts';

export interface NewJob {
  readonly environmentId: string;
  readonly hostId: string;
  readonly unitId: string;
  readonly generation: number;
  readonly assignment: Assignment;
}

const SUPERSEDE = `
  update "Job" j set state = 'superseded', "finishedAt" = now(), "leaseUntil" = null
  from unnest($1::text[], $2::int[]) as n(key, generation)
  where j.key = n.key and j.generation < n.generation and j.state in ('queued', 'leased')`;

const INSERT = `
  insert into "Job" ("environmentId", "hostId", key, generation, payload)
  select n->>'environmentId', n->>'hostId', n->>'unitId', (n->>'generation')::int, n->'assignment'
  from jsonb_array_elements($1::jsonb) with ordinality as e(n, position)
  order by position
  on conflict (key) where state in ('queued', 'leased') do nothing`;

/**
 * Puts jobs in the queue in the caller's transaction. Older generations of the same units end here; a unit whose job of
 * this generation still lives keeps that one. So a unit never has two live rows.
 */
export async function enqueueJobs(client: pg.PoolClient, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  // A first generation has nothing before it to supersede.
  const later = jobs.filter((job) => job.generation > 1);
  if (later.length > 0) {
    await client.query({
      name: 'queue-supersede',
      text: SUPERSEDE,
      values: [later.map((job) => job.unitId), later.map((job) => job.generation)],
    });
  }
  await client.query({ name: 'queue-insert', text: INSERT, values: [JSON.stringify(jobs)] });
}

const END = `
  update "Job" set state = 'superseded', "finishedAt" = now(), "leaseUntil" = null
  where key = any($1::text[]) and state in ('queued', 'leased')`;

/** Ends whatever still waits for units that are gone. */
export async function endJobsOfUnits(client: pg.PoolClient, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return;
  await client.query({ name: 'queue-end', text: END, values: [unitIds] });
}
