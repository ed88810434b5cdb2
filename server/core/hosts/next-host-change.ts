import type { HostModel } from '../model/host.ts';
import type { HostTiming } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import { decideHostState } from './decide-host-state.ts';
import { lostAt, silentAt } from './link.ts';

/** The first instant after `now` at which the host's state differs, if nothing else is heard; null when none. */
export function nextHostChange(
  host: HostModel,
  now: Instant,
  timing: HostTiming,
  holdsUnits: boolean,
): Instant | null {
  const present = decideHostState(host, now, timing, holdsUnits);
  let next: Instant | null = null;
  for (const deadline of deadlines(host, timing)) {
    if (deadline <= now || (next !== null && deadline >= next)) continue;
    if (decideHostState(host, deadline, timing, holdsUnits) !== present) next = deadline;
  }
  return next;
}

function deadlines(host: HostModel, timing: HostTiming): readonly Instant[] {
  const engine = host.stateSince + timing.disconnectAfterMs;
  if (host.lastSeenAt === null) return [engine];
  return [silentAt(host.lastSeenAt, timing), lostAt(host.lastSeenAt, timing), engine];
}
