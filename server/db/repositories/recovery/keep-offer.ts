import type { StoredOffer } from '../../../schemas/blueprint.ts';
import type { QueryRows } from '../../sql.ts';

export interface OfferToKeep {
  readonly id: string;
  readonly fingerprint: string;
  readonly serverId: string;
  readonly hostId: string;
  readonly environmentId: string;
  readonly machineId: string;
  readonly publicKey: string;
  readonly issuedAt: string;
  readonly hostName: string;
  readonly environmentName: string;
  /** What offers are counted by: an IPv4 address, of an IPv6 address its /64. */
  readonly clientIp: string;
  readonly address: string | null;
  readonly agentVersion: string;
  readonly digest: string;
  readonly content: StoredOffer;
  readonly bytes: number;
  readonly stackCount: number;
  readonly serviceCount: number;
  readonly unitCount: number;
}

/**
 * Shares of what offers may take up, so that no stranger fills the room: by server, and by the address that hosts call
 * from, which cannot be made up. What is full stays full until people decide or a day passes: nobody is pushed out. What
 * people do not want goes on counting against its address, or the same stranger would be back at once.
 */
const LIMITS = {
  offers: 600,
  bytes: 256 * 1024 * 1024,
  offersPerServer: 200,
  bytesPerServer: 96 * 1024 * 1024,
  offersPerAddress: 200,
  bytesPerAddress: 80 * 1024 * 1024,
  serversPerAddress: 3,
} as const;
export type OfferLimits = { readonly [Name in keyof typeof LIMITS]: number };

const LOCK = `select pg_advisory_xact_lock(hashtextextended('drover:offers', 0))::text as locked`;

const KNOWN = `
  select id, state::text as state, bytes, "publicKey", extract(epoch from "issuedAt")::float8 * 1000 as "issuedAt",
    extract(epoch from "firstSeenAt")::float8 * 1000 as "firstSeenAt"
  from "RecoveryOffer" where fingerprint = $1 and "hostId" = $2 for update`;

/** A server that has a place already does not lose it to strangers who come to the same address. */
const ROOM = `
  select count(*) filter (where state = 'open')::int as offers, coalesce(sum(bytes), 0)::float8 as bytes,
    count(*) filter (where state = 'open' and fingerprint = $1)::int as "offersPerServer",
    coalesce(sum(bytes) filter (where fingerprint = $1), 0)::float8 as "bytesPerServer",
    count(*) filter (where "clientIp" = $2)::int as "offersPerAddress",
    coalesce(sum(bytes) filter (where "clientIp" = $2), 0)::float8 as "bytesPerAddress",
    case when exists (select from "RecoveryOffer" where fingerprint = $1 and state = 'open') then 0
      else count(distinct fingerprint) filter (where "clientIp" = $2 and fingerprint <> $1)
    end::int as "serversPerAddress"
  from "RecoveryOffer" where not (fingerprint = $1 and "hostId" = $3)`;

const KEEP = `
  insert into "RecoveryOffer" as o (id, fingerprint, "serverId", "hostId", "environmentId", "machineId", "publicKey",
    "issuedAt", "hostName", "environmentName", "clientIp", address, "agentVersion", digest, content, bytes, "stackCount",
    "serviceCount", "unitCount")
  select n.id, n.fingerprint, n."serverId", n."hostId", n."environmentId", n."machineId", n."publicKey", n."issuedAt",
    n."hostName", n."environmentName", n."clientIp", n.address, n."agentVersion", n.digest, n.content, n.bytes,
    n."stackCount", n."serviceCount", n."unitCount"
  from jsonb_to_record($1::jsonb) as n(id text, fingerprint text, "serverId" text, "hostId" text, "environmentId" text,
    "machineId" text, "publicKey" text, "issuedAt" timestamptz, "hostName" text, "environmentName" text,
    "clientIp" text, address text, "agentVersion" text, digest text, content jsonb, bytes int, "stackCount" int,
    "serviceCount" int, "unitCount" int)
  on conflict (fingerprint, "hostId") do update
  set "environmentId" = excluded."environmentId", "machineId" = excluded."machineId",
    "publicKey" = excluded."publicKey", "issuedAt" = excluded."issuedAt", "hostName" = excluded."hostName",
    "environmentName" = excluded."environmentName", "clientIp" = excluded."clientIp", address = excluded.address,
    "agentVersion" = excluded."agentVersion", digest = excluded.digest, content = excluded.content,
    bytes = excluded.bytes, "stackCount" = excluded."stackCount", "serviceCount" = excluded."serviceCount",
    "unitCount" = excluded."unitCount", "lastSeenAt" = now()
  returning o.id, extract(epoch from o."firstSeenAt")::float8 * 1000 as "firstSeenAt"`;

export type KeepOutcome =
  | { readonly kind: 'kept'; readonly id: string; readonly firstSeenAt: number }
  | { readonly kind: 'full'; readonly limit: keyof OfferLimits }
  /** A person does not want it; or the host has a newer voucher with another key. */
  | { readonly kind: 'dismissed' | 'superseded' };

async function fullLimit(
  query: QueryRows,
  offer: OfferToKeep,
  limits: OfferLimits,
): Promise<keyof OfferLimits | null> {
  const [room] = await query<OfferLimits>(ROOM, [offer.fingerprint, offer.clientIp, offer.hostId]);
  if (room === undefined) return null;
  if (room.offers >= limits.offers) return 'offers';
  if (room.offersPerServer >= limits.offersPerServer) return 'offersPerServer';
  if (room.bytes + offer.bytes > limits.bytes) return 'bytes';
  if (room.bytesPerServer + offer.bytes > limits.bytesPerServer) return 'bytesPerServer';
  if (room.offersPerAddress >= limits.offersPerAddress) return 'offersPerAddress';
  if (room.bytesPerAddress + offer.bytes > limits.bytesPerAddress) return 'bytesPerAddress';
  return room.serversPerAddress >= limits.serversPerAddress ? 'serversPerAddress' : null;
}

interface KnownOffer {
  readonly state: string;
  readonly bytes: number;
  readonly publicKey: string;
  readonly issuedAt: number;
}

/** Keeps what a host tells until people decide. Of a server that is trusted everything is kept. */
export async function keepOffer(
  query: QueryRows,
  offer: OfferToKeep,
  { trusted, limits = LIMITS }: { readonly trusted: boolean; readonly limits?: OfferLimits },
): Promise<KeepOutcome> {
  await query(LOCK, []);
  const [known] = await query<KnownOffer>(KNOWN, [offer.fingerprint, offer.hostId]);
  if (known?.state === 'dismissed') return { kind: 'dismissed' };
  const older = known !== undefined && Date.parse(offer.issuedAt) < known.issuedAt;
  if (older && known.publicKey !== offer.publicKey) return { kind: 'superseded' };
  const fits = known !== undefined && offer.bytes <= known.bytes;
  const limit = trusted || fits ? null : await fullLimit(query, offer, limits);
  if (limit !== null) return { kind: 'full', limit };
  const [kept] = await query<{ id: string; firstSeenAt: number }>(KEEP, [JSON.stringify(offer)]);
  if (kept === undefined) throw new Error('an upsert gave no row');
  return { kind: 'kept', ...kept };
}

interface OfferKey {
  readonly fingerprint: string;
  readonly hostId: string;
}

/** Changes whenever the host was heard of; what is bound to it is good for once. */
export async function readOfferStamp(query: QueryRows, { fingerprint, hostId }: OfferKey): Promise<string> {
  const [row] = await query<{ stamp: string }>(
    `select id || ':' || extract(epoch from "lastSeenAt")::text as stamp
     from "RecoveryOffer" where fingerprint = $1 and "hostId" = $2`,
    [fingerprint, hostId],
  );
  return row?.stamp ?? '';
}

/** The host is still there and says the same. Null when nothing of that digest is here. */
export async function touchOffer(
  query: QueryRows,
  offer: OfferKey & { readonly publicKey: string; readonly digest: string },
): Promise<'open' | 'dismissed' | null> {
  const [row] = await query<{ state: 'open' | 'dismissed' }>(
    `update "RecoveryOffer" set "lastSeenAt" = now()
     where fingerprint = $1 and "hostId" = $2 and "publicKey" = $3 and (digest = $4 or state = 'dismissed')
     returning state::text as state`,
    [offer.fingerprint, offer.hostId, offer.publicKey, offer.digest],
  );
  return row?.state ?? null;
}

export async function countOffers(query: QueryRows): Promise<number> {
  const [row] = await query<{ count: number }>('select count(*)::int as count from "RecoveryOffer"', []);
  return row?.count ?? 0;
}
