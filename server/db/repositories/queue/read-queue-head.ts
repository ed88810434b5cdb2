import type pg from 'pg';

export interface QueueHead {
  /** False when the session is no longer the host's. */
  readonly sessionLive: boolean;
  /** Milliseconds until the earliest queued job is due; 0 when one is due already; null when none is queued. */
  readonly dueInMs: number | null;
}

const HEAD = `
  select h."sessionHash" = $2 and h."keyRevokedAt" is null as live,
    (select ceil(extract(epoch from min(j."notBefore") - now()) * 1000)::float8
       from "Job" j where j."hostId" = $1 and j.kind = 'unit' and j.state = 'queued') as due
  from "Host" h where h.id = $1`;

/**
 * What a poll that claimed nothing needs to know. A claim may come back empty although jobs are due, when another
 * transaction holds their rows: then `dueInMs` is 0.
 */
export async function readQueueHead(pool: pg.Pool, hostId: string, sessionHash: string): Promise<QueueHead> {
  const { rows } = await pool.query<{ live: boolean | null; due: number | null }>({
    name: 'queue-head',
    text: HEAD,
    values: [hostId, sessionHash],
  });
  const row = rows[0];
  return {
    sessionLive: row?.live === true,
    dueInMs: row === undefined || row.due === null ? null : Math.max(0, row.due),
  };
}
