import type { HostLifecycle, HostModel } from '../model/host.ts';
import type { HostTiming } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import { decideHostState } from './decide-host-state.ts';
import { engineLostAt, hostLink, lostAt, silentAt } from './link.ts';

/**
 * Whether decisions reach a host: `reachable` answers, `silent` may answer again, `lost` has been given up for now,
 * `gone` will never answer.
 */
export type Reach = 'reachable' | 'silent' | 'lost' | 'gone';

export interface Standing {
  readonly state: HostLifecycle;
  readonly reach: Reach;
  /** The agent answers but its engine does not. */
  readonly engineDown: boolean;
}

export function standingOf(host: HostModel, now: Instant, timing: HostTiming, holdsUnits: boolean): Standing {
  const state = decideHostState(host, now, timing, holdsUnits);
  const answers = hostLink(host, now, timing) === 'alive';
  return {
    state,
    reach: reachOf(state, answers && host.engineReachable),
    engineDown: answers && !host.engineReachable,
  };
}

function reachOf(state: HostLifecycle, answers: boolean): Reach {
  switch (state) {
    case 'active':
    case 'inactive':
      return 'reachable';
    case 'removing':
      return answers ? 'reachable' : 'silent';
    case 'registering':
    case 'reconnecting':
      return 'silent';
    case 'disconnected':
      return 'lost';
    case 'removed':
    case 'purged':
      return 'gone';
  }
}

/** The first instant after `now` at which the host stands otherwise, if nothing else is heard; null when none. */
export function nextStandingAt(
  host: HostModel,
  now: Instant,
  timing: HostTiming,
  holdsUnits: boolean,
): Instant | null {
  const present = standingOf(host, now, timing, holdsUnits);
  let next: Instant | null = null;
  for (const deadline of deadlines(host, timing)) {
    if (deadline <= now || (next !== null && deadline >= next)) continue;
    if (!isSame(standingOf(host, deadline, timing, holdsUnits), present)) next = deadline;
  }
  return next;
}

function isSame(a: Standing, b: Standing): boolean {
  return a.state === b.state && a.reach === b.reach && a.engineDown === b.engineDown;
}

function deadlines(host: HostModel, timing: HostTiming): readonly Instant[] {
  const engine = engineLostAt(host, timing);
  if (host.lastSeenAt === null) return [engine];
  return [silentAt(host.lastSeenAt, timing), lostAt(host.lastSeenAt, timing), engine];
}
