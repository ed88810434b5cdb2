import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { challengeOutput, openSessionInput, openSessionOutput } from '../../agent/protocol/messages.ts';
import { judgeProtocolVersion } from '../../agent/protocol/version.ts';
import { networkOf } from '../auth/client-network.ts';
import { hashSecret } from '../auth/secret-hash.ts';
import { noteChanges, wakeEnvironment, wakeHosts } from '../db/notify.ts';
import type { ServerIdentity } from '../db/repositories/agent-host/server-identity.ts';
import {
  type HostCredentials,
  lockHostCredentials,
  readHostCredentials,
  writeSession,
} from '../db/repositories/agent-host/session.ts';
import { inTransaction } from '../db/repositories/queue/in-transaction.ts';
import { releaseHostLeases } from '../db/repositories/queue/leases.ts';
import { raiseBlueprintVersions } from '../db/repositories/recovery/blueprint-version.ts';
import { pgSql } from '../db/sql.ts';
import { newSecret } from '../lib/ids.ts';
import { labelsSchema } from '../schemas/primitives/labels.ts';
import { applyCommandLabels, automaticLabels } from './automatic-labels.ts';
import { isSessionSignatureGood } from './host-key.ts';
import type { HostLink } from './link.ts';
import { isNonceGood, issueNonce } from './nonce.ts';
import { issueVoucher } from './recovery/voucher.ts';
import { WireRefusal } from './wire-refusal.ts';

/** How often a connected agent compares its full list with the server's. */
const SYNC_EVERY_MS = 180_000;
/** Below the idle timeouts of common proxies. */
const POLL_WAIT_MS = 25_000;

type OpenInput = z.infer<typeof openSessionInput>;

function limit(link: HostLink, clientIp: string): void {
  if (link.openLimit.take(networkOf(clientIp)) === null) return;
  throw new WireRefusal('rate-limited', 'Too many sessions from this address. Try again in a moment.');
}

function judgeHost(host: HostCredentials | null): HostCredentials {
  // Without a key it is known by name only, from what other hosts carry.
  if (host === null || host.publicKey === '') {
    throw new WireRefusal('key-unknown', 'The server does not know this host.');
  }
  if (host.removed) throw new WireRefusal('host-removed', 'This host was removed. Enrol it again.');
  if (host.keyRevoked)
    throw new WireRefusal('key-revoked', 'The key of this host was revoked. Enrol it again.');
  return host;
}

export async function challenge(
  link: HostLink,
  input: { readonly hostId: string },
  clientIp: string,
): Promise<z.infer<typeof challengeOutput>> {
  limit(link, clientIp);
  const host = judgeHost(await readHostCredentials(link.deps.database.pool, input.hostId));
  const identity = await link.identity();
  const subject = { secret: identity.nonceSecret, hostId: host.id, sessionStamp: host.sessionStamp };
  return { nonce: issueNonce(subject, link.deps.clock.now()), serverId: identity.serverId };
}

function judgeOpening(
  link: HostLink,
  identity: ServerIdentity,
  host: HostCredentials,
  input: OpenInput,
): void {
  const subject = { secret: identity.nonceSecret, hostId: host.id, sessionStamp: host.sessionStamp };
  const good =
    isNonceGood(input.nonce, subject, link.deps.clock.now()) &&
    isSessionSignatureGood({
      publicKey: host.publicKey,
      serverId: identity.serverId,
      hostId: host.id,
      nonce: input.nonce,
      signature: input.signature,
    });
  if (good) return;
  throw new WireRefusal('signature-invalid', 'The challenge was not answered with the key of this host.');
}

/** Opens the host's session and ends the one before it. */
export async function openSession(
  link: HostLink,
  input: OpenInput,
  clientIp: string,
): Promise<z.infer<typeof openSessionOutput>> {
  limit(link, clientIp);
  const verdict = judgeProtocolVersion(input.protocol);
  if (!verdict.supported) {
    throw new WireRefusal(
      'protocol-unsupported',
      `The agent cannot work with this server: ${verdict.reason}.`,
    );
  }
  const identity = await link.identity();
  const sessionToken = newSecret();
  const host = await inTransaction(link.deps.database.pool, async (client) => {
    const host = judgeHost(await lockHostCredentials(client, input.hostId));
    judgeOpening(link, identity, host, input);
    // A typo in the command must not keep a host out that runs already: what cannot be used changes nothing.
    const parsed = labelsSchema.safeParse(input.labels);
    const commandLabels = parsed.success ? parsed.data : host.commandLabels;
    const labels = applyCommandLabels(host.labels, host.commandLabels, commandLabels);
    await writeSession(client, {
      hostId: host.id,
      sessionHash: hashSecret(sessionToken),
      agentVersion: input.agentVersion,
      protocol: input.protocol,
      labels,
      commandLabels,
      automaticLabels: input.facts === null ? null : automaticLabels(input.facts),
      facts: input.facts,
    });
    await releaseHostLeases(client, host.id);
    const run = pgSql(client);
    await wakeEnvironment(run, host.environmentId);
    await wakeHosts(run, [host.id]);
    await noteChanges(run, host.environmentId, [
      { topic: 'host', id: host.id },
      { topic: 'hosts', id: null },
      { topic: 'enrolment', id: null },
    ]);
    if (!isDeepStrictEqual(labels, host.labels)) await raiseBlueprintVersions(run, [host.environmentId]);
    return host;
  });
  link.deps.logger.debug({ hostId: input.hostId }, 'agent session opened');
  return {
    sessionToken,
    heartbeatMs: link.deps.env.heartbeatMs,
    syncEveryMs: SYNC_EVERY_MS,
    pollWaitMs: POLL_WAIT_MS,
    voucher: await issueVoucher(link, host),
  };
}
