import type { z } from 'zod';
import { updateServiceRow } from '../../db/repositories/service.ts';
import type { scaleServiceInput } from '../../schemas/service.ts';
import type { Call } from '../call.ts';
import { changeService } from './change-service.ts';
import { touchService } from './write-service.ts';

export async function scaleService(call: Call, input: z.output<typeof scaleServiceInput>): Promise<void> {
  await changeService(call, {
    input,
    action: 'scale',
    work: async (change, row) => {
      // A stepper pressed up and down again is no history.
      if (row.scale === input.scale) return;
      await updateServiceRow(change.tx, row.id, { scale: input.scale });
      change.record({
        kind: 'service.scaled',
        params: { name: row.name, stack: row.stackName, from: row.scale, to: input.scale },
        stackId: row.stackId,
        serviceId: row.id,
      });
      touchService(change, row);
    },
  });
}
