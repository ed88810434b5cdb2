import type { QueryRows } from '../../sql.ts';

export interface TrustedServerRow {
  readonly fingerprint: string;
  readonly serverId: string;
  /** ISO. */
  readonly trustedAt: string;
  readonly trustedBy: string | null;
  /** Hosts that were taken in through it. */
  readonly hostCount: number;
}

const LIST = `
  select t.fingerprint, t."serverId", t."trustedByName" as "trustedBy",
    to_char(t."trustedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "trustedAt",
    (select count(*)::int from "Host" h
     where h."vouchedBy" = t.fingerprint and h."publicKey" <> '' and h."removedAt" is null) as "hostCount"
  from "TrustedServer" t order by t."trustedAt", t.fingerprint`;

export function listTrustedServers(query: QueryRows): Promise<TrustedServerRow[]> {
  return query<TrustedServerRow>(LIST, []);
}

/** Milliseconds since the epoch; null for a server that is not trusted. Holds until the transaction ends. */
export async function readTrustedSince(query: QueryRows, fingerprint: string): Promise<number | null> {
  const rows = await query<{ since: number }>(
    `select extract(epoch from "trustedAt")::float8 * 1000 as since
     from "TrustedServer" where fingerprint = $1 for share`,
    [fingerprint],
  );
  return rows[0]?.since ?? null;
}

/**
 * `serverId` is empty for one that is named before any of its hosts has come. It is trusted anew when people choose among
 * its hosts: those they did not choose then are theirs to decide on.
 */
export async function insertTrustedServer(
  query: QueryRows,
  trust: {
    readonly fingerprint: string;
    readonly serverId: string;
    readonly userId: string;
    readonly userName: string;
  },
): Promise<void> {
  await query(
    `insert into "TrustedServer" as t (fingerprint, "serverId", "trustedById", "trustedByName")
     values ($1, $2, $3, $4) on conflict (fingerprint) do update
     set "serverId" = excluded."serverId", "trustedAt" = now()
     where t."serverId" = '' and excluded."serverId" <> ''`,
    [trust.fingerprint, trust.serverId, trust.userId, trust.userName],
  );
}

/** False when it was not trusted. */
export async function deleteTrustedServer(query: QueryRows, fingerprint: string): Promise<boolean> {
  const rows = await query('delete from "TrustedServer" where fingerprint = $1 returning fingerprint', [
    fingerprint,
  ]);
  return rows.length > 0;
}
