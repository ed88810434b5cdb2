import type pg from 'pg';
import type { z } from 'zod';
import {
  type beginOfferInput,
  type beginOfferOutput,
  type OfferAnswer,
  type offerInput,
  offerText,
  voucherText,
} from '../../../agent/protocol/recovery.ts';
import { judgeProtocolVersion } from '../../../agent/protocol/version.ts';
import { networkOf } from '../../auth/client-network.ts';
import { isSignedBy } from '../../auth/vouching.ts';
import { readHostCredentials } from '../../db/repositories/agent-host/session.ts';
import { inTransaction } from '../../db/repositories/queue/in-transaction.ts';
import { isAbsentMachineId } from '../../db/repositories/recovery/absent-machine.ts';
import {
  countOffers,
  type KeepOutcome,
  keepOffer,
  type OfferToKeep,
  readOfferStamp,
  touchOffer,
} from '../../db/repositories/recovery/keep-offer.ts';
import { readTrustedSince } from '../../db/repositories/recovery/trusted-servers.ts';
import { pgRows } from '../../db/sql.ts';
import { newId } from '../../lib/ids.ts';
import { fingerprintOf } from '../../lib/key-fingerprint.ts';
import type { HostLink } from '../link.ts';
import { isNonceGood, issueNonce } from '../nonce.ts';
import { WireRefusal } from '../wire-refusal.ts';
import { admit } from './admit.ts';
import { readContent } from './read-content.ts';

type OfferInput = z.infer<typeof offerInput>;

/** Soon enough that a host is back within moments of the yes; many hosts take turns. */
const RETRY_MS = 4_000;
const RETRY_PER_OFFER_MS = 20;
const DISMISSED_AGAIN_MS = 300_000;
const TEXT_LENGTH_MAX = 80;

async function nonceSubject(link: HostLink, key: { fingerprint: string; hostId: string }) {
  const { nonceSecret } = await link.identity();
  const sessionStamp = await readOfferStamp(pgRows(link.deps.database.pool), key);
  return { secret: nonceSecret, hostId: `offer:${key.fingerprint}:${key.hostId}`, sessionStamp };
}

export async function beginOffer(
  link: HostLink,
  input: z.infer<typeof beginOfferInput>,
): Promise<z.infer<typeof beginOfferOutput>> {
  const { serverId } = await link.identity();
  return { nonce: issueNonce(await nonceSubject(link, input), link.deps.clock.now()), serverId };
}

/** The voucher is the older server's, the proof is that host's, and it was made for this server just now. */
async function judge(link: HostLink, input: OfferInput, fingerprint: string): Promise<void> {
  const verdict = judgeProtocolVersion(input.protocol);
  if (!verdict.supported) {
    throw new WireRefusal(
      'protocol-unsupported',
      `The agent cannot work with this server: ${verdict.reason}.`,
    );
  }
  const { voucher, nonce, digest, proof } = input;
  if (isAbsentMachineId(voucher.machineId)) {
    throw new WireRefusal('message-invalid', 'The machine id is one that no machine has.');
  }
  const { serverId } = await link.identity();
  const subject = await nonceSubject(link, { fingerprint, hostId: voucher.hostId });
  const good =
    isNonceGood(nonce, subject, link.deps.clock.now()) &&
    isSignedBy(voucher.serverPublicKey, voucherText(voucher), voucher.signature) &&
    isSignedBy(voucher.hostPublicKey, offerText({ serverId, nonce, digest }), proof);
  if (!good) throw new WireRefusal('signature-invalid', 'The offer is not what it says, or too late.');
}

/** True when the host has its place here already. */
async function isKnown(link: HostLink, { voucher }: OfferInput): Promise<boolean> {
  const host = await readHostCredentials(link.deps.database.pool, voucher.hostId);
  if (host === null) return false;
  if (host.removed) throw new WireRefusal('host-removed', 'This host was removed. Enrol it again.');
  if (host.keyRevoked) {
    throw new WireRefusal('key-revoked', 'The key of this host was revoked. Enrol it again.');
  }
  // Known by name only, from what other hosts carry: this may be the one.
  if (host.publicKey === '') return false;
  if (host.publicKey === voucher.hostPublicKey && host.environmentId === voucher.environmentId) return true;
  throw new WireRefusal('key-revoked', 'This server knows the host by another key. Enrol it again.');
}

/** A stranger's words are shown to whoever decides on them. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, TEXT_LENGTH_MAX);
}

function toOffer(input: OfferInput, fingerprint: string, clientIp: string): OfferToKeep | null {
  const { voucher, agentVersion, digest } = input;
  if (input.content === null) return null;
  const content = readContent(input.content, voucher);
  const { outline, host } = content.blueprint ?? {};
  return {
    id: newId('rof'),
    fingerprint,
    serverId: voucher.serverId,
    hostId: voucher.hostId,
    environmentId: voucher.environmentId,
    machineId: voucher.machineId,
    publicKey: voucher.hostPublicKey,
    issuedAt: voucher.issuedAt,
    hostName: host?.name ?? plain(input.content.facts?.hostname ?? voucher.hostId),
    environmentName: outline?.environment.name ?? plain(voucher.environmentId),
    clientIp: networkOf(clientIp),
    address: plain(input.content.facts?.address ?? '') || null,
    agentVersion: plain(agentVersion),
    digest,
    content,
    bytes: Buffer.byteLength(JSON.stringify(content)),
    stackCount: outline?.stacks.length ?? 0,
    serviceCount: outline?.services.length ?? 0,
    unitCount: outline?.units.filter((unit) => unit.hostId === voucher.hostId).length ?? 0,
  };
}

type Outcome = 'accepted' | 'waiting' | Exclude<KeepOutcome, { kind: 'kept' }>;

async function keep(client: pg.PoolClient, offer: OfferToKeep, ownFingerprint: string): Promise<Outcome> {
  const query = pgRows(client);
  const own = offer.fingerprint === ownFingerprint;
  const trustedSince = own ? 0 : await readTrustedSince(query, offer.fingerprint);
  const outcome = await keepOffer(query, offer, { trusted: trustedSince !== null });
  if (outcome.kind !== 'kept') return outcome;
  // One that was there when people chose, and was not chosen, is theirs to decide on.
  if (trustedSince === null || outcome.firstSeenAt < trustedSince) return 'waiting';
  const { environmentId } = offer;
  return (await admit(client, { offerId: outcome.id, environmentId, own })) ? 'accepted' : 'waiting';
}

async function answerTo(link: HostLink, state: OfferAnswer['state']): Promise<OfferAnswer> {
  if (state === 'dismissed') return { state, retryAfterMs: DISMISSED_AGAIN_MS };
  if (state !== 'waiting') return { state, retryAfterMs: 0 };
  const count = await countOffers(pgRows(link.deps.database.pool));
  return { state, retryAfterMs: RETRY_MS + count * RETRY_PER_OFFER_MS };
}

/**
 * A host that another server vouches for says who it is and what it carries. It is kept for people to decide on; nothing
 * else is touched, unless its older server is one that people have trusted.
 */
export async function offer(link: HostLink, input: OfferInput, clientIp: string): Promise<OfferAnswer> {
  const { voucher, digest } = input;
  const fingerprint = fingerprintOf(voucher.serverPublicKey);
  await judge(link, input, fingerprint);
  if (await isKnown(link, input)) return answerTo(link, 'accepted');
  const { pool } = link.deps.database;
  const { hostId, hostPublicKey: publicKey } = voucher;
  const kept = toOffer(input, fingerprint, clientIp);
  if (kept === null) {
    const state = await touchOffer(pgRows(pool), { fingerprint, hostId, publicKey, digest });
    return answerTo(link, state === null ? 'incomplete' : state === 'open' ? 'waiting' : 'dismissed');
  }
  const { fingerprint: ownFingerprint } = await link.vouchingKey();
  const outcome = await inTransaction(pool, (client) => keep(client, kept, ownFingerprint));
  const { hostName, environmentName } = kept;
  if (outcome === 'accepted' || outcome === 'waiting') {
    const said = outcome === 'accepted' ? 'host was taken in' : 'host waits for somebody to confirm it';
    link.deps.logger.info(
      { hostId, hostName, environmentName, fingerprint },
      `${said}: it comes from another server`,
    );
    return answerTo(link, outcome);
  }
  if (outcome.kind === 'full') {
    link.deps.logger.warn({ hostId, fingerprint, clientIp, limit: outcome.limit }, 'offer refused: no room');
    throw new WireRefusal('rate-limited', 'Too many hosts wait here already. Decide on those first.');
  }
  if (outcome.kind === 'superseded') {
    throw new WireRefusal('key-revoked', 'The host has had another key since. Enrol it again.');
  }
  return answerTo(link, 'dismissed');
}
