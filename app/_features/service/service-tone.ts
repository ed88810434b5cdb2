import type { ServiceState, UnitState } from '../../../server/schemas/service.ts';
import type { StateTone } from '../../_components/ui/state-shape.tsx';

const serviceTones: Record<ServiceState, StateTone> = {
  activating: 'moving',
  active: 'running',
  degraded: 'warning',
  updating: 'moving',
  stopping: 'moving',
  stopped: 'stopped',
  removing: 'moving',
};

const unitTones: Record<UnitState, StateTone> = {
  waiting: 'warning',
  starting: 'moving',
  running: 'running',
  updating: 'moving',
  stopping: 'moving',
  stopped: 'stopped',
  failing: 'error',
  removing: 'moving',
  unknown: 'unknown',
};

export function serviceTone(state: ServiceState): StateTone {
  return serviceTones[state];
}

export function unitTone(state: UnitState): StateTone {
  return unitTones[state];
}

const urgency: Record<StateTone, number> = {
  error: 0,
  warning: 1,
  unknown: 2,
  moving: 3,
  running: 4,
  stopped: 5,
};

/** What needs a look comes first. */
export function compareTones(a: StateTone, b: StateTone): number {
  return urgency[a] - urgency[b];
}
