import type { ServiceStateRow } from '../../db/repositories/service.ts';
import type { EventKind } from '../../schemas/event.ts';
import type { Call } from '../call.ts';
import { steerServices } from '../service/steer-service.ts';
import { changeStack, type StackRef } from './change-stack.ts';

type Steering = 'start' | 'stop' | 'restart';

const KIND: Record<Steering, EventKind> = {
  start: 'stack.started',
  stop: 'stack.stopped',
  restart: 'stack.restarted',
};

/** A stopped service of a stack that is restarted stays stopped. */
function concerns(steering: Steering, service: ServiceStateRow): boolean {
  return steering === 'start' ? service.desired === 'stopped' : service.desired === 'running';
}

function steer(call: Call, input: StackRef, steering: Steering): Promise<void> {
  return changeStack(call, {
    input,
    action: steering,
    work: async (change, stack, services) => {
      const concerned = services.filter((service) => concerns(steering, service));
      change.record({
        kind: KIND[steering],
        params: { name: stack.name, serviceCount: concerned.length },
        stackId: stack.id,
      });
      await steerServices(change, { stackName: stack.name, services: concerned, steering });
    },
  });
}

export function startStack(call: Call, input: StackRef): Promise<void> {
  return steer(call, input, 'start');
}

export function stopStack(call: Call, input: StackRef): Promise<void> {
  return steer(call, input, 'stop');
}

export function restartStack(call: Call, input: StackRef): Promise<void> {
  return steer(call, input, 'restart');
}
