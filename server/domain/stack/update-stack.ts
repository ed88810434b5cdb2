import type { z } from 'zod';
import { updateStackRow } from '../../db/repositories/stack.ts';
import type { updateStackInput } from '../../schemas/stack.ts';
import type { Call } from '../call.ts';
import { changeStack } from './change-stack.ts';

export function updateStack(call: Call, input: z.output<typeof updateStackInput>): Promise<void> {
  return changeStack(call, {
    input,
    action: 'update',
    work: async ({ tx, record }, stack) => {
      await updateStackRow(tx, stack.id, { description: input.description });
      record({ kind: 'stack.updated', params: { name: stack.name }, stackId: stack.id });
    },
  });
}
