import { dismissOffers } from '../../db/repositories/recovery/offers.ts';
import { prismaRows } from '../../db/sql.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';

/** Not wanted: what they carry is dropped, and they are not shown again for a day. */
export async function dismissRecovery(call: Call, input: { offerIds: readonly string[] }): Promise<void> {
  await makeChange(call, { environmentId: null, subjectId: null, input }, async ({ tx }) => {
    const dismissed = await dismissOffers(prismaRows(tx), input.offerIds);
    if (dismissed.length === 0) {
      throw new DomainError('not-found', 'None of these hosts is waiting any more.', { field: 'offerIds' });
    }
  });
}
