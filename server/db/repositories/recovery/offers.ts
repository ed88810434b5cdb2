import { type StoredOffer, storedOfferSchema } from '../../../schemas/blueprint.ts';
import type { QueryRows } from '../../sql.ts';

export interface OfferRow {
  readonly id: string;
  readonly fingerprint: string;
  readonly serverId: string;
  readonly hostId: string;
  readonly environmentId: string;
  readonly machineId: string;
  readonly publicKey: string;
  readonly hostName: string;
  readonly environmentName: string;
  readonly address: string | null;
  readonly agentVersion: string;
  readonly stackCount: number;
  readonly serviceCount: number;
  readonly unitCount: number;
  /** ISO. */
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

export type OfferWithContent = OfferRow & { readonly content: StoredOffer };

const OFFERS_MAX = 5_000;

const iso = (column: string) =>
  `to_char("${column}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${column}"`;

const COLUMNS = `
  id, fingerprint, "serverId", "hostId", "environmentId", "machineId", "publicKey", "hostName", "environmentName",
  address, "agentVersion", "stackCount", "serviceCount", "unitCount", ${iso('firstSeenAt')}, ${iso('lastSeenAt')}`;

/** Those that nobody has decided on. */
export function listOpenOffers(query: QueryRows): Promise<OfferRow[]> {
  const sql = `select ${COLUMNS} from "RecoveryOffer" where state = 'open' order by "hostName", id limit ${OFFERS_MAX}`;
  return query<OfferRow>(sql, []);
}

/** Locked until the transaction ends, so that what is decided on is what is there. */
export async function lockOffers(query: QueryRows, ids: readonly string[]): Promise<OfferWithContent[]> {
  const rows = await query<OfferRow & { content: unknown }>(
    `select ${COLUMNS}, content from "RecoveryOffer" where state = 'open' and id = any($1::text[])
     order by id for update`,
    [ids],
  );
  return rows.map((row) => ({ ...row, content: storedOfferSchema.parse(row.content) }));
}

export async function deleteOffers(query: QueryRows, ids: readonly string[]): Promise<void> {
  await query('delete from "RecoveryOffer" where id = any($1::text[])', [ids]);
}

/** They are not shown for a day; what they carry is dropped. Answers those that there were. */
export async function dismissOffers(query: QueryRows, ids: readonly string[]): Promise<OfferRow[]> {
  return query<OfferRow>(
    `update "RecoveryOffer" set state = 'dismissed', "dismissedAt" = now(), content = null, bytes = 0
     where state = 'open' and id = any($1::text[]) returning ${COLUMNS}`,
    [ids],
  );
}
