import type pg from 'pg';
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

/** What the person at the Add-host wizard needs to see of an attempt that was refused. */
export async function recordEnrolmentFailure(
  pool: pg.Pool,
  token: EnrolmentToken,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await pool.query(
    `update "EnrolmentToken" set "failedAt" = now(), "failureCode" = $2, "failureMessage" = $3 where id = $1`,
    [token.id, failure.code, failure.message],
  );
  await noteChanges(pgSql(pool), token.environmentId, [{ topic: 'enrolment', id: token.id }]);
}
