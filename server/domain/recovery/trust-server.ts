import { insertTrustedServer } from '../../db/repositories/recovery/trusted-servers.ts';
import { prismaRows } from '../../db/sql.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';

/**
 * Before any of its hosts has come, so that they find room however many strangers wait. The first host of each of its
 * environments is still asked for.
 */
export async function trustServer(call: Call, input: { fingerprint: string }): Promise<void> {
  const { fingerprint } = input;
  const { id: userId, username: userName } = call.caller;
  await makeChange(call, { environmentId: null, subjectId: fingerprint, input }, async ({ tx }) => {
    // What it calls itself is known once people take a host of it in.
    await insertTrustedServer(prismaRows(tx), { fingerprint, serverId: '', userId, userName });
  });
}
