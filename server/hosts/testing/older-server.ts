import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { z } from 'zod';
import {
  type OfferContent,
  type offerInput,
  offerText,
  type SignedBlueprint,
  type Voucher,
  voucherText,
} from '../../../agent/protocol/recovery.ts';
import type { Database } from '../../db/client.ts';
import { fingerprintOf } from '../../lib/key-fingerprint.ts';
import { enrol } from '../enrol.ts';
import { createHostLink, type HostLink } from '../link.ts';
import { challenge, openSession } from '../open-session.ts';
import { blueprint } from '../recovery/blueprint.ts';
import { beginOffer } from '../recovery/offer.ts';
import type { AgentSession } from '../sessions.ts';
import { createHandBus, FACTS, newKeys, signOpening, type TestKeys, TOKEN, testDeps } from './world.ts';

/*
 * A server that will be lost, with hosts that have joined it, and what such a host says to the server after it.
 */

const IP = '192.0.2.1';

export interface JoinedHost {
  readonly name: string;
  readonly id: string;
  readonly keys: TestKeys;
  readonly voucher: Voucher;
  readonly session: AgentSession;
}

export function linkTo(database: Database): HostLink {
  return createHostLink(testDeps(database, createHandBus()));
}

export async function join(link: HostLink, name: string, token = TOKEN): Promise<JoinedHost> {
  const keys = newKeys();
  const facts = { ...FACTS, hostname: name };
  const about = { protocol: 1, agentVersion: '0.1.0', labels: {}, facts };
  const machine = { machineId: `machine-${name}`, publicKey: keys.publicKey };
  const { hostId } = await enrol(link, { ...about, ...machine, token }, IP);
  const { nonce, serverId } = await challenge(link, { hostId }, IP);
  const signature = signOpening(keys, serverId, hostId, nonce);
  const opened = await openSession(link, { ...about, hostId, nonce, signature }, IP);
  if (opened.voucher === undefined) throw new Error('The session came without a voucher.');
  const session = await link.sessions.find(opened.sessionToken);
  return { name, id: hostId, keys, voucher: opened.voucher, session };
}

export async function carriedBy(link: HostLink, host: JoinedHost): Promise<SignedBlueprint> {
  const { blueprint: carried } = await blueprint(link, host.session, { have: null });
  if (carried === null) throw new Error('There is no blueprint.');
  return carried;
}

export function contentOf(carried: SignedBlueprint | null, unitIds: readonly string[] = []): OfferContent {
  const units = unitIds.map((unitId) => ({ unitId, generation: 1 }));
  return { labels: {}, facts: FACTS, blueprint: carried, units };
}

type OfferInput = z.infer<typeof offerInput>;

export interface OfferParts {
  readonly voucher: Voucher;
  readonly key: KeyObject;
  readonly content: OfferContent | null;
  readonly digest?: string;
}

/** As the agent makes it. */
export async function offerTo(link: HostLink, parts: OfferParts): Promise<OfferInput> {
  const { voucher, key, content, digest = 'digest' } = parts;
  const fingerprint = fingerprintOf(voucher.serverPublicKey);
  const { nonce, serverId } = await beginOffer(link, { hostId: voucher.hostId, fingerprint });
  const proof = sign(null, Buffer.from(offerText({ serverId, nonce, digest })), key).toString('base64');
  return { protocol: 1, nonce, voucher, proof, agentVersion: '0.1.0', digest, content };
}

/** Someone who has made up a server, and vouches for themselves in its name. */
export function strangersVoucher(change: Partial<Voucher>): { voucher: Voucher; key: KeyObject } {
  const server = generateKeyPairSync('ed25519');
  const host = newKeys();
  const told = {
    serverPublicKey: server.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    serverId: 'strangers-server',
    hostId: 'hst_stranger',
    environmentId: 'env_a',
    machineId: 'machine-stranger',
    hostPublicKey: host.publicKey,
    issuedAt: new Date(0).toISOString(),
    ...change,
  };
  const signature = sign(null, Buffer.from(voucherText(told)), server.privateKey).toString('base64');
  return { voucher: { ...told, signature }, key: host.privateKey };
}
