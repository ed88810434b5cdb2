import type { z } from 'zod';
import type { serviceUpdatedSchema, updateServiceInput } from '../../schemas/service.ts';
import type { Call } from '../call.ts';
import { changeService } from './change-service.ts';
import { findOwnLabel, findRepeatedPort, refuse } from './service-rules.ts';
import { editService, requireLinkTargets, requireNamesFree, toNamed } from './write-service.ts';

export async function updateService(
  call: Call,
  input: z.output<typeof updateServiceInput>,
): Promise<z.output<typeof serviceUpdatedSchema>> {
  const { environmentId, description, links, spec } = input;
  if (spec !== undefined) refuse(findOwnLabel(spec) ?? findRepeatedPort(spec));
  const revision = await changeService(call, {
    input,
    action: 'update',
    work: async (change, row) => {
      const { tx } = change;
      if (spec !== undefined) {
        const place = { stackId: row.stackId, exceptId: row.id };
        await requireNamesFree(tx, toNamed({ name: row.name, spec }), place);
      }
      if (links !== undefined) {
        await requireLinkTargets(tx, links, { environmentId, stackName: row.stackName });
      }
      return editService(change, row, { description, links, spec, byUserId: call.caller.id });
    },
  });
  return { revision };
}
