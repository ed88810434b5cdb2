import type { HostModel } from '../model/host.ts';
import type { HostTiming } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';

/** How the session with a host stands: `silent` has missed heartbeats, `lost` is past the disconnect deadline. */
export type HostLink = 'never' | 'alive' | 'silent' | 'lost';

export function silentAt(lastSeenAt: Instant, timing: HostTiming): Instant {
  return lastSeenAt + timing.missedMax * timing.heartbeatMs;
}

/**
 * When a host is given up that nothing good was heard of since `since`. A server that was away does not know who came
 * back meanwhile: every host has the whole time to be heard again.
 */
export function lostAt(since: Instant, { disconnectAfterMs, listeningSince }: HostTiming): Instant {
  return Math.max(since, listeningSince ?? since) + disconnectAfterMs;
}

/** An engine that answered for a moment, between two looks at its host, has its whole time anew. */
export function engineLostAt({ stateSince, knownAt }: HostModel, timing: HostTiming): Instant {
  return lostAt(Math.max(stateSince, knownAt ?? stateSince), timing);
}

export function hostLink(host: HostModel, now: Instant, timing: HostTiming): HostLink {
  if (host.lastSeenAt === null) return 'never';
  if (now >= lostAt(host.lastSeenAt, timing)) return 'lost';
  return now >= silentAt(host.lastSeenAt, timing) ? 'silent' : 'alive';
}
