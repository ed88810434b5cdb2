import type { ServiceState } from '../../schemas/service.ts';
import { ALLOWED, refused, type Verdict } from '../verdict.ts';

export type ServiceAction = 'start' | 'stop' | 'restart' | 'scale' | 'update' | 'remove';

/** May this be done to a service in this state, and if not, why. */
export function judgeServiceAction(action: ServiceAction, state: ServiceState): Verdict {
  if (state === 'removing') return refused('The service is being removed.');
  const isDown = state === 'stopping' || state === 'stopped';
  if (action === 'start' && !isDown) return refused('The service is started already.');
  if (action === 'stop' && isDown) return refused('The service is stopped already.');
  if (action === 'restart' && isDown) return refused('The service is stopped. Start it instead.');
  return ALLOWED;
}
