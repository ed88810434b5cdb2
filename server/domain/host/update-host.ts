import type { z } from 'zod';
import { findHostRow, updateHostRow } from '../../db/repositories/host-view.ts';
import type { updateHostInput } from '../../schemas/host.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';

/** Labels decide where units may run, so the reconciler looks again. */
export async function updateHost(call: Call, input: z.output<typeof updateHostInput>): Promise<void> {
  const { environmentId, hostId, name, description, labels } = input;
  await makeChange(call, { environmentId, subjectId: hostId, input }, async ({ tx, record, touch, wake }) => {
    const host = await findHostRow(tx, { environmentId, hostId });
    if (host === null) throw new DomainError('not-found', 'There is no such host.');
    await updateHostRow(tx, hostId, { name, description, labels });
    record({
      kind: 'host.updated',
      params: { name: name ?? host.name, previousName: host.name, labels: labels !== undefined },
      hostId,
    });
    touch({ topic: 'hosts', id: null }, { topic: 'host', id: hostId });
    wake();
  });
}
