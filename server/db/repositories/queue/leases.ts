import type pg from 'pg';

/**
 * How long a claimed job may go without a sign of it. Longer than any engine call but a pull; a second delivery of the
 * same generation is harmless, so this need not cover the slowest of them.
 */
export const LEASE_MS = 60_000;

const EXPIRE = `
  with lost as (
    select id from "Job" where state = 'leased' and "leaseUntil" < now()
    order by "leaseUntil" limit $1 for update skip locked
  ), queued as (
    update "Job" j set state = 'queued', "leaseUntil" = null, "notBefore" = now()
    from lost where j.id = lost.id returning j."hostId"
  )
  select "hostId" as host, count(*)::int as count, pg_notify('drover_jobs', "hostId")::text as note
  from queued group by "hostId"`;

/** Queues again what was claimed and never heard of; attempts stay counted. Answers how many. */
export async function expireLeases(pool: pg.Pool, max: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({ name: 'queue-expire', text: EXPIRE, values: [max] });
  return rows.reduce((sum, row) => sum + row.count, 0);
}

const RELEASE_HOST = `
  update "Job" set state = 'queued', "leaseUntil" = null, "notBefore" = least("notBefore", now())
  where "hostId" = $1 and state = 'leased'`;

/** A new session knows nothing of what the one before it claimed. */
export async function releaseHostLeases(client: pg.PoolClient, hostId: string): Promise<void> {
  await client.query({ name: 'queue-release-host', text: RELEASE_HOST, values: [hostId] });
}
