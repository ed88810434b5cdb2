import type pg from 'pg';
import { appendEvents } from '../../history.ts';
import { noteChanges } from '../../notify.ts';
import { pgSql } from '../../sql.ts';

export interface EnrolmentToken {
  readonly id: string;
  readonly environmentId: string;
  readonly environmentName: string;
  readonly expired: boolean;
}

const FIND = `
  select t.id, t."environmentId", e.name as "environmentName",
    (t."expiresAt" <= now() or e."removedAt" is not null) as expired
  from "EnrolmentToken" t join "Environment" e on e.id = t."environmentId"
  where t."tokenHash" = $1`;

/** Null for a token that was never given out. */
export async function findEnrolmentToken(
  client: pg.Pool | pg.PoolClient,
  tokenHash: string,
): Promise<EnrolmentToken | null> {
  const { rows } = await client.query<EnrolmentToken>({
    name: 'enrolment-token-find',
    text: FIND,
    values: [tokenHash],
  });
  return rows[0] ?? null;
}

export async function markScriptFetched(pool: pg.Pool, token: EnrolmentToken): Promise<void> {
  await pool.query('update "EnrolmentToken" set "scriptFetchedAt" = now() where id = $1', [token.id]);
  await noteChanges(pgSql(pool), token.environmentId, [{ topic: 'enrolment', id: token.id }]);
}

interface EnrolmentFailure {
  readonly code: string;
  readonly message: string;
  readonly clientIp: string;
}

const RECORD = `
  with before as (select "failureCode" from "EnrolmentToken" where id = $1 for update)
  update "EnrolmentToken" set "failedAt" = now(), "failureCode" = $2, "failureMessage" = $3
  from before where id = $1
  returning before."failureCode" as before`;

/**
 * What the person at the Add-host wizard needs to see of an attempt that was refused. An agent tries again and again;
 * history tells only of the first time and of another reason.
 */
export async function recordEnrolmentFailure(
  pool: pg.Pool,
  token: EnrolmentToken,
  { code, message, clientIp }: EnrolmentFailure,
): Promise<void> {
  const { rows } = await pool.query<{ before: string | null }>(RECORD, [token.id, code, message]);
  const run = pgSql(pool);
  if (rows[0]?.before !== code) {
    await appendEvents(run, [
      {
        environmentId: token.environmentId,
        kind: 'host.enrolment-failed',
        level: 'warning',
        actor: { kind: 'host', id: null, name: clientIp },
        params: { code, message, address: clientIp },
      },
    ]);
  }
  await noteChanges(run, token.environmentId, [{ topic: 'enrolment', id: token.id }]);
}
