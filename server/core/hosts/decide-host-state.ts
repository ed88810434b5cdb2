import type { HostLifecycle, HostModel } from '../model/host.ts';
import type { HostTiming } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import { engineLostAt, type HostLink, hostLink } from './link.ts';

/**
 * What the state of a host is at `now`, given what was recorded last.
 *
 * `holdsUnits` is true while any unit of the host is not known to be gone. An agent that lives but cannot reach its
 * engine counts as one that is not there: first `reconnecting`, and `disconnected` when that has lasted
 * `disconnectAfterMs`, because nothing can be said or done about its containers either way.
 */
export function decideHostState(
  host: HostModel,
  now: Instant,
  timing: HostTiming,
  holdsUnits: boolean,
): HostLifecycle {
  if (host.state === 'removed' || host.state === 'purged') return host.state;
  const link = hostLink(host, now, timing);
  if (host.desired === 'removed') return decideRemoval(link, holdsUnits);
  if (link === 'never') return 'registering';
  if (link === 'lost') return 'disconnected';
  if (link === 'alive' && host.engineReachable) return host.desired;
  return decideUnreachable(host, now, timing);
}

function decideRemoval(link: HostLink, holdsUnits: boolean): HostLifecycle {
  if (link === 'never' || link === 'lost') return 'removed';
  return holdsUnits ? 'removing' : 'removed';
}

function decideUnreachable(host: HostModel, now: Instant, timing: HostTiming): HostLifecycle {
  switch (host.state) {
    // It was never ready, so there is nothing to reconnect to.
    case 'registering':
      return 'registering';
    // Its units have been given up; one heartbeat without an engine does not bring them back.
    case 'disconnected':
      return 'disconnected';
    case 'reconnecting':
      return isEngineGivenUp(host, now, timing) ? 'disconnected' : 'reconnecting';
    default:
      return 'reconnecting';
  }
}

/** The heartbeat's own deadline covers silence; only an agent that talks about a dead engine needs this clock. */
function isEngineGivenUp(host: HostModel, now: Instant, timing: HostTiming): boolean {
  return !host.engineReachable && now >= engineLostAt(host, timing);
}
