import type { z } from 'zod';
import { findStackByName, insertStack, type StackRow } from '../../db/repositories/stack.ts';
import { newId } from '../../lib/ids.ts';
import type { createStackInput, StackSummary } from '../../schemas/stack.ts';
import type { Call } from '../call.ts';
import { type Change, makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { toStackSummary } from './view.ts';

interface StackToAdd {
  readonly id: string;
  readonly environmentId: string;
  readonly name: string;
  readonly description: string;
}

export async function addStack({ tx, now, record, touch }: Change, stack: StackToAdd): Promise<StackRow> {
  const row = await insertStack(tx, { ...stack, createdAt: now });
  record({ kind: 'stack.created', params: { name: stack.name }, stackId: stack.id });
  touch({ topic: 'stacks', id: null }, { topic: 'stack', id: stack.id });
  return row;
}

export function newStackId(call: Call): string {
  return newId('stk', call.clock.now());
}

export async function createStack(
  call: Call,
  input: z.output<typeof createStackInput>,
): Promise<StackSummary> {
  const { environmentId, name } = input;
  const id = newStackId(call);
  return makeChange(call, { environmentId, subjectId: id, input }, async (change) => {
    const twin = await findStackByName(change.tx, { environmentId, name });
    if (twin !== null) {
      const leaving = `The old stack ${twin.name} is still being removed. Try again soon.`;
      const message = twin.desired === 'removed' ? leaving : `There is already a stack ${twin.name}.`;
      throw new DomainError('name-taken', message, { field: 'name' });
    }
    return toStackSummary(await addStack(change, { id, ...input }), []);
  });
}
