import { raiseRestartCounts, setServicesDesired } from '../../db/repositories/service.ts';
import type { EventKind } from '../../schemas/event.ts';
import type { Call } from '../call.ts';
import type { Change } from '../change.ts';
import { changeService, type ServiceRef } from './change-service.ts';
import { touchService } from './write-service.ts';

export type Steering = 'start' | 'stop' | 'restart' | 'remove';

const KIND: Record<Steering, EventKind> = {
  start: 'service.started',
  stop: 'service.stopped',
  restart: 'service.restarted',
  remove: 'service.removing',
};

const DESIRED = { start: 'running', stop: 'stopped', remove: 'removed' } as const;

interface SteeredService {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
}

interface Steered {
  readonly stackName: string;
  readonly services: readonly SteeredService[];
  readonly steering: Steering;
}

/**
 * Writes what is wanted of these services of one stack. Each gets a line of history also when its whole stack was
 * meant: what the reconciler then does to a service is told with the last thing that was asked of it as its cause.
 */
export async function steerServices(
  change: Change,
  { stackName, services, steering }: Steered,
): Promise<void> {
  const ids = services.map((service) => service.id);
  if (steering === 'restart') await raiseRestartCounts(change.tx, ids);
  else await setServicesDesired(change.tx, ids, DESIRED[steering]);
  for (const { id, name, stackId } of services) {
    change.record({ kind: KIND[steering], params: { name, stack: stackName }, stackId, serviceId: id });
    touchService(change, { id, stackId });
  }
}

async function steer(call: Call, input: ServiceRef, steering: Steering): Promise<void> {
  await changeService(call, {
    input,
    action: steering,
    work: (change, row) => steerServices(change, { stackName: row.stackName, services: [row], steering }),
  });
}

export function startService(call: Call, input: ServiceRef): Promise<void> {
  return steer(call, input, 'start');
}

export function stopService(call: Call, input: ServiceRef): Promise<void> {
  return steer(call, input, 'stop');
}

export function restartService(call: Call, input: ServiceRef): Promise<void> {
  return steer(call, input, 'restart');
}

export function removeService(call: Call, input: ServiceRef): Promise<void> {
  return steer(call, input, 'remove');
}
