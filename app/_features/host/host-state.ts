import type { HostState } from '../../../server/schemas/host.ts';
import type { StateTone } from '../../_components/ui/state-shape.tsx';

const tones: Record<HostState, StateTone> = {
  registering: 'moving',
  active: 'running',
  inactive: 'stopped',
  reconnecting: 'warning',
  disconnected: 'error',
  removing: 'moving',
  removed: 'stopped',
  purged: 'stopped',
};

export function hostTone(state: HostState): StateTone {
  return tones[state];
}

/** While a host does not answer, what is shown of its containers is only what was last seen. */
export function isStale(state: HostState): boolean {
  return state === 'reconnecting' || state === 'disconnected';
}

/** Hosts that need a look come first, then by name. */
const urgency: Record<StateTone, number> = {
  error: 0,
  warning: 1,
  moving: 2,
  unknown: 3,
  running: 4,
  stopped: 5,
};

export function compareHosts(
  a: { state: HostState; name: string },
  b: { state: HostState; name: string },
): number {
  const byUrgency = urgency[hostTone(a.state)] - urgency[hostTone(b.state)];
  return byUrgency || a.name.localeCompare(b.name, undefined, { numeric: true });
}
