import { readVouchingKey } from '../../auth/vouching.ts';
import { readServerIdentity } from '../../db/repositories/agent-host/server-identity.ts';
import { listOpenOffers } from '../../db/repositories/recovery/offers.ts';
import { listTrustedServers } from '../../db/repositories/recovery/trusted-servers.ts';
import { pgRows } from '../../db/sql.ts';
import type { RecoveryOverview } from '../../schemas/recovery.ts';
import type { Call } from '../call.ts';
import { toOfferView } from './view.ts';

/** Who this server is to a successor, and who knocks here with another server's word. */
export async function readOverview({ database: { pool } }: Call): Promise<RecoveryOverview> {
  const query = pgRows(pool);
  const [identity, offers, trusted] = await Promise.all([
    readServerIdentity(pool),
    listOpenOffers(query),
    listTrustedServers(query),
  ]);
  const { fingerprint } = readVouchingKey(identity.vouchingKey);
  const known = new Set([fingerprint, ...trusted.map((server) => server.fingerprint)]);
  const groups = [...Map.groupBy(offers, (offer) => offer.fingerprint)];
  return {
    own: { serverId: identity.serverId, fingerprint },
    groups: groups.map(([key, own]) => ({
      fingerprint: key,
      serverId: own[0]?.serverId ?? '',
      trusted: known.has(key),
      offers: own.map(toOfferView),
    })),
    trusted,
  };
}
