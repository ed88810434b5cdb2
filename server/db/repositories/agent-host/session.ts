import type pg from 'pg';
import type { HostFacts } from '../../../../agent/protocol/observation.ts';

/** What is asked of a host that wants a session. */
export interface HostCredentials {
  readonly id: string;
  readonly environmentId: string;
  readonly machineId: string;
  readonly name: string;
  readonly publicKey: string;
  readonly keyRevoked: boolean;
  readonly removed: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly commandLabels: Readonly<Record<string, string>>;
  /** Changes with every session that is opened, so whatever is bound to it is good for one opening only. */
  readonly sessionStamp: string;
}

/** A row that is damaged keeps no host out. */
function objectIn(json: string): string {
  return `case when jsonb_typeof(${json}) = 'object' then ${json} else '{}'::jsonb end`;
}

const CREDENTIALS = `
  select id, "environmentId", "machineId", name, "publicKey", "keyRevokedAt" is not null as "keyRevoked",
    (state in ('removed', 'purged') or "removedAt" is not null) as removed,
    ${objectIn('labels')} as labels, ${objectIn('"commandLabels"')} as "commandLabels",
    coalesce("sessionHash", '') || ':' || coalesce(extract(epoch from "sessionOpenedAt")::text, '') as "sessionStamp"
  from "Host" where id = $1`;

export async function readHostCredentials(pool: pg.Pool, hostId: string): Promise<HostCredentials | null> {
  const { rows } = await pool.query<HostCredentials>({
    name: 'host-credentials',
    text: CREDENTIALS,
    values: [hostId],
  });
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends, so that of two openings with one nonce only one goes through. */
export async function lockHostCredentials(
  client: pg.PoolClient,
  hostId: string,
): Promise<HostCredentials | null> {
  const { rows } = await client.query<HostCredentials>({
    name: 'host-credentials-lock',
    text: `${CREDENTIALS} for no key update`,
    values: [hostId],
  });
  return rows[0] ?? null;
}

interface NewSession {
  readonly hostId: string;
  readonly sessionHash: string;
  readonly agentVersion: string;
  readonly protocol: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly commandLabels: Readonly<Record<string, string>>;
  readonly automaticLabels: Readonly<Record<string, string>> | null;
  readonly facts: HostFacts | null;
}

const OPEN = `
  update "Host" set "sessionHash" = $2, "sessionOpenedAt" = now(), "lastSeenAt" = now(), "reportSequence" = 0,
    "agentVersion" = $3, protocol = $4, labels = $5::jsonb, "commandLabels" = $6::jsonb,
    "automaticLabels" = coalesce($7::jsonb, "automaticLabels"), facts = coalesce($8::jsonb, facts),
    address = coalesce($9, address)
  where id = $1`;

/** Ends whatever session the host had. */
export async function writeSession(client: pg.PoolClient, session: NewSession): Promise<void> {
  await client.query({
    name: 'host-session-open',
    text: OPEN,
    values: [
      session.hostId,
      session.sessionHash,
      session.agentVersion,
      session.protocol,
      JSON.stringify(session.labels),
      JSON.stringify(session.commandLabels),
      session.automaticLabels === null ? null : JSON.stringify(session.automaticLabels),
      session.facts === null ? null : JSON.stringify(session.facts),
      session.facts?.address ?? null,
    ],
  });
}

export interface LiveSession {
  readonly hostId: string;
  readonly environmentId: string;
  readonly hostName: string;
}

export async function findSession(pool: pg.Pool, sessionHash: string): Promise<LiveSession | null> {
  const { rows } = await pool.query<LiveSession>({
    name: 'host-session-find',
    text: `select id as "hostId", "environmentId", name as "hostName" from "Host"
           where "sessionHash" = $1 and "keyRevokedAt" is null`,
    values: [sessionHash],
  });
  return rows[0] ?? null;
}
