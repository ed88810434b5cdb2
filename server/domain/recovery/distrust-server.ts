import { deleteTrustedServer } from '../../db/repositories/recovery/trusted-servers.ts';
import { prismaRows } from '../../db/sql.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';

/** Hosts of that server that come later have to be confirmed again; those that were taken in stay. */
export async function distrustServer(call: Call, input: { fingerprint: string }): Promise<void> {
  const { fingerprint } = input;
  await makeChange(call, { environmentId: null, subjectId: fingerprint, input }, async ({ tx }) => {
    if (await deleteTrustedServer(prismaRows(tx), fingerprint)) return;
    throw new DomainError('not-found', 'No server of this fingerprint is trusted.', { field: 'fingerprint' });
  });
}
