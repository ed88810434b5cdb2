import type pg from 'pg';

const PURGE = `
  delete from "Job" where id in (
    select id from "Job"
    where state in ('done', 'superseded') and "finishedAt" < now() - $1::int * interval '1 second'
    order by "finishedAt" limit $2 for update skip locked
  )`;

/** Deletes rows that ended more than `olderThanSeconds` ago, at most `max` of them. Answers how many. */
export async function purgeFinishedJobs(
  pool: pg.Pool,
  olderThanSeconds: number,
  max: number,
): Promise<number> {
  const result = await pool.query({ name: 'queue-purge', text: PURGE, values: [olderThanSeconds, max] });
  return result.rowCount ?? 0;
}
