import type pg from 'pg';
import { appendAudit, appendEvents } from '../../db/history.ts';
import { noteChanges, wakeEnvironment } from '../../db/notify.ts';
import { deleteOffers, lockOffers } from '../../db/repositories/recovery/offers.ts';
import { planOffers } from '../../db/repositories/recovery/plan-offers.ts';
import { readOutlineFingerprint } from '../../db/repositories/recovery/read-present.ts';
import { lockEnvironment, toldOf, writeRebuild } from '../../db/repositories/recovery/write-rebuild.ts';
import { pgRows, pgSql } from '../../db/sql.ts';

interface Admission {
  readonly offerId: string;
  readonly environmentId: string;
  /** It comes with this server's own word: the database was restored from a copy that is older than the host. */
  readonly own: boolean;
}

/**
 * Takes in a host whose older server people trust. It must be one that the newest outline lists: a host that the older
 * server had removed has no way back but a person's. Of an environment that is not here yet the host's own outline would
 * be the newest, so the first host of each waits for a person. And a trusted server speaks only of the environments it
 * was trusted for: what was made here, or came from another server, is not its to add to, nor to put another in place of.
 */
export async function admit(
  client: pg.PoolClient,
  { offerId, environmentId, own }: Admission,
): Promise<boolean> {
  const query = pgRows(client);
  const offers = await lockOffers(query, [offerId]);
  const [offer] = offers;
  if (offer === undefined) return false;
  await lockEnvironment(query, environmentId);
  const { rebuilds } = await planOffers(query, offers);
  const [rebuild] = rebuilds;
  const host = rebuild?.hosts.find((one) => one.offer !== null);
  if (rebuild === undefined || host === undefined) return false;
  if (rebuild.problems.some((problem) => problem.code === 'host-not-listed')) return false;
  if (rebuild.replacesId !== null) return false;
  if (!own && rebuild.change === 'create') return false;
  const { fingerprint } = offer;
  if (!own && (await readOutlineFingerprint(query, environmentId)) !== fingerprint) return false;
  await writeRebuild(query, rebuild, { fingerprint, ownerId: null, factsOf: toldOf(offers) });
  await deleteOffers(query, [offerId]);
  const run = pgSql(client);
  const { name } = host;
  await appendEvents(run, [
    {
      environmentId,
      kind: 'recovery.host-joined',
      actor: { kind: 'host', id: host.id, name },
      params: { name, fingerprint, unitCount: rebuild.units.length },
      hostId: host.id,
    },
  ]);
  await appendAudit(run, {
    userId: null,
    username: `host:${name}`,
    procedure: 'agent.offer',
    environmentId,
    subjectId: host.id,
    clientIp: null,
    input: { fingerprint, own, services: rebuild.services.length, units: rebuild.units.length },
  });
  await wakeEnvironment(run, environmentId);
  const topics = ['environments', 'hosts', 'stacks', 'events'] as const;
  await noteChanges(
    run,
    environmentId,
    topics.map((topic) => ({ topic, id: null })),
  );
  return true;
}
