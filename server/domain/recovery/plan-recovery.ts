import type { z } from 'zod';
import { planOffers } from '../../db/repositories/recovery/plan-offers.ts';
import { prismaRows } from '../../db/sql.ts';
import type { RecoveryPlan, recoverySelectionInput } from '../../schemas/recovery.ts';
import type { Call } from '../call.ts';
import { selectOffers } from './select-offers.ts';
import { toPlanView } from './view.ts';

const TIMEOUT_MS = 15_000;

/** What a yes would bring back; nothing is written. */
export async function planRecovery(
  { database }: Call,
  input: z.output<typeof recoverySelectionInput>,
): Promise<RecoveryPlan> {
  return database.prisma.$transaction(
    async (tx) => {
      const query = prismaRows(tx);
      const { rebuilds } = await planOffers(query, await selectOffers(query, input));
      return toPlanView(rebuilds);
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  );
}
