import type pg from 'pg';
import type { HostFacts } from '../../../../agent/protocol/observation.ts';

export interface EnrolledHost {
  readonly tokenId: string;
  readonly environmentId: string;
  readonly machineId: string;
  readonly publicKey: string;
  readonly agentVersion: string;
  readonly protocol: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly automaticLabels: Readonly<Record<string, string>>;
  readonly facts: HostFacts | null;
}

interface NewHost extends EnrolledHost {
  readonly id: string;
  readonly name: string;
}

export interface HostIdentity {
  readonly id: string;
  readonly name: string;
  /** True while a removal that people asked for is not through. */
  readonly leaving: boolean;
}

/** Two enrolments of one machine at one moment must not make two hosts. Held until the transaction ends. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended($1, 0))`;

const FIND = `
  select id, name, desired = 'removed' as leaving from "Host"
  where "environmentId" = $1 and "machineId" = $2 and "removedAt" is null and "publicKey" <> ''
  for no key update`;

/** The host this machine already is, locked; null when it is new, or was removed before. */
export async function findMachine(
  client: pg.PoolClient,
  environmentId: string,
  machineId: string,
): Promise<HostIdentity | null> {
  await client.query(LOCK, [`enrol:${environmentId}:${machineId}`]);
  const { rows } = await client.query<HostIdentity>(FIND, [environmentId, machineId]);
  return rows[0] ?? null;
}

const INSERT = `
  insert into "Host" (id, "environmentId", "enrolmentTokenId", "machineId", name, labels, "commandLabels",
    "automaticLabels", "publicKey", "agentVersion", protocol, facts, address)
  values ($1, $2, $3, $4, $5, $6::jsonb, $6::jsonb, $7::jsonb, $8, $9, $10, $11::jsonb, $12)`;

export async function insertHost(client: pg.PoolClient, host: NewHost): Promise<void> {
  await client.query(INSERT, [
    host.id,
    host.environmentId,
    host.tokenId,
    host.machineId,
    host.name,
    JSON.stringify(host.labels),
    JSON.stringify(host.automaticLabels),
    host.publicKey,
    host.agentVersion,
    host.protocol,
    host.facts === null ? null : JSON.stringify(host.facts),
    host.facts?.address ?? null,
  ]);
}

const REPLACE_KEY = `
  update "Host" set "enrolmentTokenId" = $2, "publicKey" = $3, "keyRevokedAt" = null, "sessionHash" = null,
    labels = labels || $4::jsonb, "commandLabels" = $4::jsonb,
    "automaticLabels" = case when $7::jsonb is null then "automaticLabels" else $5::jsonb end,
    "agentVersion" = $6, facts = coalesce($7::jsonb, facts), address = coalesce($8, address), protocol = $9
  where id = $1`;

/** The same machine again: a new key takes the place of the old one, and its session ends. */
export async function replaceHostKey(
  client: pg.PoolClient,
  hostId: string,
  host: EnrolledHost,
): Promise<void> {
  await client.query(REPLACE_KEY, [
    hostId,
    host.tokenId,
    host.publicKey,
    JSON.stringify(host.labels),
    JSON.stringify(host.automaticLabels),
    host.agentVersion,
    host.facts === null ? null : JSON.stringify(host.facts),
    host.facts?.address ?? null,
    host.protocol,
  ]);
}
