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

type Standing = { state: HostState; stateReason?: string | null };

/** A connected host whose Docker does not answer can start nothing, whatever its state says. */
export function hostTone({ state, stateReason }: Standing): StateTone {
  return stateReason === 'engine-unavailable' ? 'warning' : tones[state];
}

/** While a host does not answer, what is shown of its containers is only what was last seen. */
export function isStale(state: HostState): boolean {
  return state === 'reconnecting' || state === 'disconnected';
}

/** Those that an operator should look at: something is wrong, and waiting alone may not cure it. */
export function needsAttention(host: Standing): boolean {
  const tone = hostTone(host);
  return tone === 'error' || tone === 'warning';
}

const byName = new Intl.Collator(undefined, { numeric: true });

/** By name, so that no card moves away from under the pointer when a state changes. */
export function compareHosts(a: { name: string }, b: { name: string }): number {
  return byName.compare(a.name, b.name);
}
