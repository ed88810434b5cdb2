import type { z } from 'zod';
import type { enrolInput, enrolOutput } from '../../agent/protocol/messages.ts';
import { judgeProtocolVersion } from '../../agent/protocol/version.ts';
import { networkOf } from '../auth/client-network.ts';
import { hashSecret } from '../auth/secret-hash.ts';
import { appendEvents } from '../db/history.ts';
import { noteChanges, wakeEnvironment, wakeHosts } from '../db/notify.ts';
import {
  type EnrolledHost,
  findMachine,
  insertHost,
  replaceHostKey,
} from '../db/repositories/agent-host/enrol-host.ts';
import {
  type EnrolmentToken,
  findEnrolmentToken,
  recordEnrolmentFailure,
} from '../db/repositories/agent-host/enrolment-token.ts';
import { inTransaction } from '../db/repositories/queue/in-transaction.ts';
import { isAbsentMachineId } from '../db/repositories/recovery/absent-machine.ts';
import { raiseBlueprintVersions } from '../db/repositories/recovery/blueprint-version.ts';
import { pgSql } from '../db/sql.ts';
import { newId } from '../lib/ids.ts';
import { labelsSchema } from '../schemas/primitives/labels.ts';
import { automaticLabels } from './automatic-labels.ts';
import { parseHostKey } from './host-key.ts';
import type { HostLink } from './link.ts';
import { issueVoucher } from './recovery/voucher.ts';
import { WireRefusal } from './wire-refusal.ts';

/** As long as a person may make a host's name. */
const NAME_LENGTH_MAX = 80;
/** Of the machine id, for a host that has not told its name. */
const MACHINE_NAME_LENGTH = 12;

type EnrolInput = z.infer<typeof enrolInput>;

function judge(token: EnrolmentToken, input: EnrolInput): WireRefusal | null {
  if (token.expired) {
    return new WireRefusal('token-expired', 'The token of this command has expired. Take a new one.');
  }
  const verdict = judgeProtocolVersion(input.protocol);
  if (!verdict.supported) {
    return new WireRefusal(
      'protocol-unsupported',
      `The agent cannot work with this server: ${verdict.reason}.`,
    );
  }
  if (parseHostKey(input.publicKey) === null) {
    return new WireRefusal('message-invalid', 'The public key is not an Ed25519 key.');
  }
  if (isAbsentMachineId(input.machineId)) {
    return new WireRefusal('message-invalid', 'The machine id is one that no machine has.');
  }
  const labels = labelsSchema.safeParse(input.labels);
  if (labels.success) return null;
  const [issue] = labels.error.issues;
  return new WireRefusal('message-invalid', `The host labels cannot be used. ${issue?.message ?? ''}`.trim());
}

function nameOf(input: EnrolInput): string {
  // What a terminal or a page would act on instead of showing it is no part of a name.
  const hostname = input.facts?.hostname.replace(/\p{C}/gu, '').trim() ?? '';
  return hostname === '' ? input.machineId.slice(0, MACHINE_NAME_LENGTH) : hostname.slice(0, NAME_LENGTH_MAX);
}

interface Admission {
  readonly id: string;
  readonly name: string;
  readonly again: boolean;
}

async function admit(link: HostLink, token: EnrolmentToken, input: EnrolInput): Promise<Admission> {
  const host: EnrolledHost = {
    tokenId: token.id,
    environmentId: token.environmentId,
    machineId: input.machineId,
    publicKey: input.publicKey,
    agentVersion: input.agentVersion,
    protocol: input.protocol,
    labels: input.labels,
    automaticLabels: input.facts === null ? {} : automaticLabels(input.facts),
    facts: input.facts,
  };
  return inTransaction(link.deps.database.pool, async (client) => {
    const known = await findMachine(client, token.environmentId, input.machineId);
    if (known?.leaving === true) {
      throw new WireRefusal('unavailable', 'This host is still being removed. Enrol it again afterwards.');
    }
    const id = known?.id ?? newId('hst');
    const name = known?.name ?? nameOf(input);
    if (known === null) await insertHost(client, { ...host, id, name });
    else await replaceHostKey(client, id, host);
    const run = pgSql(client);
    await appendEvents(run, [
      {
        environmentId: token.environmentId,
        kind: known === null ? 'host.registering' : 'host.updated',
        actor: { kind: 'host', id, name },
        params: { name, cause: 'enrolled', agentVersion: input.agentVersion },
        hostId: id,
      },
    ]);
    await noteChanges(run, token.environmentId, [
      { topic: 'hosts', id: null },
      { topic: 'host', id },
      { topic: 'enrolment', id: token.id },
      { topic: 'events', id: null },
    ]);
    await wakeEnvironment(run, token.environmentId);
    // Ends the poll of the session that the new key has put an end to.
    await wakeHosts(run, [id]);
    await raiseBlueprintVersions(run, [token.environmentId]);
    return { id, name, again: known !== null };
  });
}

/** Exchanges the token of the Add-host command for a host of its own. The same machine again is the same host. */
export async function enrol(
  link: HostLink,
  input: EnrolInput,
  clientIp: string,
): Promise<z.infer<typeof enrolOutput>> {
  if (link.enrolLimit.take(networkOf(clientIp)) !== null) {
    throw new WireRefusal('rate-limited', 'Too many enrolments from this address. Try again in a minute.');
  }
  const { pool } = link.deps.database;
  const token = await findEnrolmentToken(pool, hashSecret(input.token));
  if (token === null) {
    throw new WireRefusal('token-unknown', 'The server has never given out this token.');
  }
  try {
    const refusal = judge(token, input);
    if (refusal !== null) throw refusal;
    const host = await admit(link, token, input);
    const { serverId } = await link.identity();
    link.deps.logger.info({ hostId: host.id, name: host.name, again: host.again }, 'host enrolled');
    const { environmentId } = token;
    const voucher = await issueVoucher(link, { ...input, id: host.id, environmentId });
    return { hostId: host.id, environmentId, serverId, voucher };
  } catch (error) {
    if (error instanceof WireRefusal) {
      await recordEnrolmentFailure(pool, token, { code: error.code, message: error.message, clientIp });
    }
    throw error;
  }
}
