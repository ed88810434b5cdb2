import { updateStackRow } from '../../db/repositories/stack.ts';
import type { Call } from '../call.ts';
import { steerServices } from '../service/steer-service.ts';
import { changeStack, type StackRef } from './change-stack.ts';

/** The stack keeps its name until the last of its containers is seen to be gone. */
export function removeStack(call: Call, input: StackRef): Promise<void> {
  return changeStack(call, {
    input,
    action: 'remove',
    work: async (change, stack, services) => {
      await updateStackRow(change.tx, stack.id, { desired: 'removed' });
      change.record({
        kind: 'stack.removing',
        params: { name: stack.name, serviceCount: services.length },
        stackId: stack.id,
      });
      await steerServices(change, { stackName: stack.name, services, steering: 'remove' });
    },
  });
}
