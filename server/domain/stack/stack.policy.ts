import type { ServiceState } from '../../schemas/service.ts';
import { ALLOWED, refused, type Verdict } from '../verdict.ts';

export type StackAction = 'start' | 'stop' | 'restart' | 'update' | 'remove';

interface StackStanding {
  readonly state: ServiceState;
  readonly services: readonly { readonly state: ServiceState }[];
}

function isDown({ state }: { readonly state: ServiceState }): boolean {
  return state === 'stopping' || state === 'stopped';
}

/** May this be done to a stack, and if not, why. Services being removed are not counted. */
export function judgeStackAction(action: StackAction, { state, services }: StackStanding): Verdict {
  if (state === 'removing') return refused('The stack is being removed.');
  if (action === 'update' || action === 'remove') return ALLOWED;
  const present = services.filter((service) => service.state !== 'removing');
  if (present.length === 0) return refused('The stack has no services.');
  if (action === 'start' && !present.some(isDown)) return refused('All its services are started already.');
  if (action !== 'start' && present.every(isDown)) return refused('All its services are stopped already.');
  return ALLOWED;
}
