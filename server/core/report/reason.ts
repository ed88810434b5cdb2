import type { Obstacle } from '../draft.ts';
import type { Instant } from '../model/observed.ts';
import type { FilterCount, Reason, ReasonCode } from '../model/report.ts';
import type { UnitFailure } from '../model/unit.ts';

/** As long as `server/schemas/reason.ts` allows a message to be. */
const MESSAGE_LENGTH_MAX = 2000;

const FAILURE_CODES: readonly ReasonCode[] = [
  'image-not-found',
  'image-pull-failed',
  'registry-denied',
  'port-taken',
  'name-taken',
  'invalid-spec',
  'engine-unavailable',
  'engine-timeout',
  'engine-error',
  'disk-full',
  'exited',
];

export function reason(code: ReasonCode, since: Instant, message: string | null = null): Reason {
  return {
    code,
    message: message === null ? null : message.slice(0, MESSAGE_LENGTH_MAX),
    since,
    attempts: null,
    nextAttemptAt: null,
    filters: [],
  };
}

/** A code that a newer agent made up is still an error of the engine's side. */
export function failureReason(failure: UnitFailure): Reason {
  const code = FAILURE_CODES.find((known) => known === failure.code) ?? 'engine-error';
  const { since, message, attempts, nextAttemptAt } = failure;
  return { ...reason(code, since, message), attempts, nextAttemptAt };
}

const UNREADABLE =
  'The stored description cannot be read: it is damaged or was written by a newer server. Edit the service to write it anew.';

export function obstacleReason(obstacle: Obstacle, since: Instant): Reason {
  switch (obstacle.code) {
    case 'limit':
      return reason('limit', since);
    case 'invalid-spec':
      return reason('invalid-spec', since, UNREADABLE);
    case 'no-host':
      return { ...reason('no-host', since, inWords(obstacle.filters)), filters: obstacle.filters };
  }
}

function inWords(filters: readonly FilterCount[]): string {
  return filters.length === 0 ? 'There is no host.' : `${filters.map(({ detail }) => detail).join('; ')}.`;
}

/** From the most telling to the least: what needs a person first, what passes by itself last. */
export const TELLING: readonly ReasonCode[] = [
  ...FAILURE_CODES,
  'no-host',
  'host-disconnected',
  'host-reconnecting',
  'limit',
  'updating',
  'restarting',
  'starting',
  'stopping',
  'removing',
];

/** The most telling of the reasons, the first of equals; null when there is none. */
export function mostTelling(reasons: readonly (Reason | null)[]): Reason | null {
  let best: Reason | null = null;
  for (const candidate of reasons) {
    if (candidate === null) continue;
    if (best === null || TELLING.indexOf(candidate.code) < TELLING.indexOf(best.code)) best = candidate;
  }
  return best;
}
