import { listServiceStates, type ServiceStateRow } from '../../db/repositories/service.ts';
import { findStackRow, type StackRow } from '../../db/repositories/stack.ts';
import type { Call } from '../call.ts';
import { type Change, makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { requireAllowed } from '../verdict.ts';
import { judgeStackAction, type StackAction } from './stack.policy.ts';
import { toStackSummary } from './view.ts';

export interface StackRef {
  readonly environmentId: string;
  readonly stackId: string;
}

interface StackChange {
  readonly input: StackRef;
  readonly action: StackAction;
  readonly work: (change: Change, stack: StackRow, services: readonly ServiceStateRow[]) => Promise<void>;
}

/** Finds the stack within its environment, asks whether the action is allowed, and wakes the reconciler. */
export async function changeStack(call: Call, { input, action, work }: StackChange): Promise<void> {
  const { environmentId, stackId } = input;
  await makeChange(call, { environmentId, subjectId: stackId, input }, async (change) => {
    const stack = await findStackRow(change.tx, { environmentId, stackId });
    if (stack === null) throw new DomainError('not-found', 'There is no such stack.');
    const services = await listServiceStates(change.tx, { environmentId, stackId });
    requireAllowed(judgeStackAction(action, toStackSummary(stack, services)));
    await work(
      change,
      stack,
      services.filter((service) => service.desired !== 'removed'),
    );
    change.touch({ topic: 'stacks', id: null }, { topic: 'stack', id: stackId });
    change.wake();
  });
}
