import type { HostModel } from './host.ts';
import type { Instant } from './observed.ts';
import type { ServiceModel, StackModel } from './service.ts';
import type { UnitModel } from './unit.ts';

/** One consistent read of an environment. */
export interface PlanInput {
  readonly environmentId: string;
  /** Generation of the plan before this one; commit is a compare-and-swap on it. */
  readonly parent: number;
  readonly hosts: readonly HostModel[];
  readonly stacks: readonly StackModel[];
  readonly services: readonly ServiceModel[];
  readonly units: readonly UnitModel[];
}

/** Fresh unit ids. Names are deterministic, so an id is needed only for a unit that does not exist yet. */
export interface IdSource {
  nextUnitId(): string;
}

export interface PlanLimits {
  /** Actions in one plan: bounds the commit transaction; the rest follows in the next pass. */
  readonly actionsMax: number;
  /** Units of a service that an edit may take out of service at one time. */
  readonly updateBatch: number;
}

export interface HostTiming {
  readonly heartbeatMs: number;
  readonly missedMax: number;
  readonly disconnectAfterMs: number;
  /** Nothing could be heard before this: silence counts from here. Absent: it always could. */
  readonly listeningSince?: Instant;
}

export interface PlanRequest {
  readonly input: PlanInput;
  readonly now: Instant;
  readonly ids: IdSource;
  readonly limits: PlanLimits;
  readonly timing: HostTiming;
}
