import type { HostState } from '../../schemas/host.ts';
import { ALLOWED, refused, type Verdict } from '../verdict.ts';

export type HostAction = 'activate' | 'deactivate' | 'remove';

const ACTIVE_ALREADY = refused('The host is active already.');
const INACTIVE_ALREADY = refused('The host is inactive already.');
const NOT_YET = refused('The host has not finished registering.');
const AWAY = refused('The host is not connected. It can be activated when it is back.');
const DEACTIVATE_FIRST = refused('Deactivate the host first.');
const LEAVING = refused('The host is being removed.');
const GONE = refused('The host was removed.');

/** Every state and every action, so that a new state has to say what may be done in it. */
const VERDICTS: Record<HostState, Record<HostAction, Verdict>> = {
  registering: { activate: NOT_YET, deactivate: NOT_YET, remove: ALLOWED },
  active: { activate: ACTIVE_ALREADY, deactivate: ALLOWED, remove: DEACTIVATE_FIRST },
  inactive: { activate: ALLOWED, deactivate: INACTIVE_ALREADY, remove: ALLOWED },
  reconnecting: { activate: AWAY, deactivate: ALLOWED, remove: DEACTIVATE_FIRST },
  disconnected: { activate: AWAY, deactivate: ALLOWED, remove: ALLOWED },
  removing: { activate: LEAVING, deactivate: LEAVING, remove: LEAVING },
  removed: { activate: GONE, deactivate: GONE, remove: GONE },
  purged: { activate: GONE, deactivate: GONE, remove: GONE },
};

/** May this be done to a host in this state, and if not, why. */
export function judgeHostAction(action: HostAction, state: HostState): Verdict {
  return VERDICTS[state][action];
}

/** What people asked goes before what was last recorded, for the moment until the reconciler has looked. */
export function shownHostState({
  desired,
  state,
}: {
  desired: 'active' | 'inactive' | 'removed';
  state: HostState;
}): HostState {
  if (desired === 'removed' && state !== 'removed' && state !== 'purged') return 'removing';
  if (desired === 'inactive' && state === 'active') return 'inactive';
  if (desired === 'active' && state === 'inactive') return 'active';
  return state;
}
