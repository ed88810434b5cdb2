import type { Assignment, ContainerSpec } from '../protocol/assignment.ts';
import type { UnitError } from '../protocol/errors.ts';
import type { ContainerState } from '../protocol/observation.ts';

/** Milliseconds by the agent's own count, which knows nothing of the time of day. */
export type Instant = number;

/**
 * Milliseconds since the epoch as the engine says it. Compared with others of the engine alone: the time of day may be an
 * hour off or be set anew, and no healing may wait for it.
 */
export type EngineTime = number;

export type LocalState = Exclude<ContainerState, 'missing'>;

/** One container that carries the labels of a unit, as last seen. */
export interface LocalContainer {
  readonly id: string;
  readonly unitId: string;
  /** Empty for the primary, the sidekick's name otherwise. */
  readonly launch: string;
  readonly specHash: string | null;
  readonly state: LocalState;
  readonly createdAt: EngineTime;
  readonly startedAt: EngineTime | null;
  readonly finishedAt: EngineTime | null;
  readonly exitCode: number | null;
  /** The unit's restart count when the container was made. */
  readonly madeForRestart: number;
}

/** How often a container ended by itself lately. */
export interface CrashState {
  readonly containerId: string;
  /** When it was started the last time that was seen; the length of a run is taken from it. */
  readonly startedAt: EngineTime | null;
  readonly finishedAt: EngineTime | null;
  /** When this run of it was first seen. */
  readonly upSince: Instant;
  /** Ends in a row, each after less than a full run. */
  readonly count: number;
  /** Not to be started again before this. */
  readonly notBefore: Instant;
}

/** The last engine call for a launch went wrong. */
export interface FailureState {
  readonly generation: number;
  readonly error: UnitError;
  readonly attempts: number;
  readonly notBefore: Instant;
}

/** What the agent remembers of a unit besides its assignment. */
export interface UnitMemory {
  /** Containers that were there when the unit was first accepted count as started for this. */
  readonly servedBefore: number;
  /** Container id → the restart count it was last started for. */
  readonly served: Readonly<Record<string, number>>;
  readonly crashes: Readonly<Record<string, CrashState>>;
  readonly failures: Readonly<Record<string, FailureState>>;
  /** Launch → hash of the container that was last there by our doing: when it is gone, somebody else took it. */
  readonly made: Readonly<Record<string, string>>;
  /** Launches whose image is on its way; the other containers of the unit are looked after meanwhile. */
  readonly pulling: Readonly<Record<string, string>>;
  /** Launch → hash of the container to be made, for which the image has just been pulled. */
  readonly pulled: Readonly<Record<string, string>>;
}

export interface UnitInput {
  readonly assignment: Assignment;
  readonly containers: readonly LocalContainer[];
  readonly memory: UnitMemory;
  readonly now: Instant;
}

export type TakeDownReason = 'duplicate' | 'outdated' | 'surplus' | 'undesired' | 'dead';

/** One transition of one container. */
export type UnitAction =
  | {
      readonly kind: 'create';
      readonly unitId: string;
      readonly launch: string;
      readonly spec: ContainerSpec;
      readonly restartCount: number;
      readonly pullFirst: boolean;
      readonly cause: 'new' | 'removed';
    }
  | {
      readonly kind: 'start';
      readonly unitId: string;
      readonly launch: string;
      readonly containerId: string;
      readonly restartCount: number;
      readonly cause: 'new' | 'exited';
    }
  | {
      readonly kind: 'restart';
      readonly unitId: string;
      readonly launch: string;
      readonly containerId: string;
      readonly restartCount: number;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'unpause';
      readonly unitId: string;
      readonly launch: string;
      readonly containerId: string;
    }
  | {
      readonly kind: 'stop';
      readonly unitId: string;
      readonly launch: string;
      readonly containerId: string;
      readonly timeoutMs: number;
      readonly reason: TakeDownReason;
      /** True when the container goes for good right after. */
      readonly removeNext: boolean;
    }
  | {
      readonly kind: 'remove';
      readonly unitId: string;
      readonly launch: string;
      readonly containerId: string;
      readonly reason: TakeDownReason;
    };

/** What one look at a unit comes to: the next action, when to look again, and why it is not as asked. */
export interface UnitVerdict {
  readonly action: UnitAction | null;
  /** Null when only a change of something makes another look worthwhile. */
  readonly lookAgainAt: Instant | null;
  readonly converged: boolean;
  readonly error: UnitError | null;
}

export const EMPTY_MEMORY: UnitMemory = {
  servedBefore: 0,
  served: {},
  crashes: {},
  failures: {},
  made: {},
  pulling: {},
  pulled: {},
};
