import type { Instant, UnitObservation } from './observed.ts';

export type UnitDesired = 'running' | 'stopped' | 'removed';

/** The unit's row in the queue, when it has one that is not finished. */
export interface PendingJob {
  readonly generation: number;
  readonly state: 'queued' | 'leased';
  readonly attempts: number;
  readonly notBefore: Instant;
}

/** The last failed attempt at the unit's present generation. */
export interface UnitFailure {
  readonly code: string;
  readonly message: string;
  readonly since: Instant;
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
}

export interface UnitModel {
  readonly id: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly index: number;
  readonly createIndex: number;
  readonly revisionId: string;
  readonly generation: number;
  readonly desired: UnitDesired;
  readonly restartCount: number;
  /** Launch → number of the last time a person removed its container, to have it made anew. */
  readonly recreations: Readonly<Record<string, number>>;
  /** The highest of those numbers that the last decision took along. */
  readonly recreateCount: number;
  readonly createdAt: Instant;
  /** When its host was given up on and its slot went elsewhere; such a unit is surplus for ever. */
  readonly lostAt: Instant | null;
  readonly job: PendingJob | null;
  readonly failure: UnitFailure | null;
  readonly observed: UnitObservation;
}
