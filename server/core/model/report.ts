import type { Instant } from './observed.ts';

export type PlacementFilter = 'state' | 'host-label' | 'host-port' | 'memory' | 'cpu';

export interface FilterCount {
  readonly filter: PlacementFilter;
  readonly hostCount: number;
  readonly detail: string;
}

/** The same closed list as `server/schemas/reason.ts`; a test holds the two together. */
export type ReasonCode =
  | 'starting'
  | 'stopping'
  | 'removing'
  | 'updating'
  | 'restarting'
  | 'no-host'
  | 'host-reconnecting'
  | 'host-disconnected'
  | 'image-not-found'
  | 'image-pull-failed'
  | 'registry-denied'
  | 'port-taken'
  | 'name-taken'
  | 'invalid-spec'
  | 'engine-unavailable'
  | 'engine-timeout'
  | 'engine-error'
  | 'disk-full'
  | 'exited'
  | 'limit';

export interface Reason {
  readonly code: ReasonCode;
  readonly message: string | null;
  readonly since: Instant;
  readonly attempts: number | null;
  readonly nextAttemptAt: Instant | null;
  readonly filters: readonly FilterCount[];
}

export type UnitReportState =
  | 'waiting'
  | 'starting'
  | 'running'
  | 'updating'
  | 'stopping'
  | 'stopped'
  | 'failing'
  | 'removing'
  | 'unknown';

export interface UnitReport {
  /** Null for a slot that waits for a host. */
  readonly unitId: string | null;
  readonly index: number;
  readonly hostId: string | null;
  readonly state: UnitReportState;
  /** Null exactly when the unit is as asked. */
  readonly reason: Reason | null;
}

export type ServiceReportState =
  | 'activating'
  | 'active'
  | 'degraded'
  | 'updating'
  | 'stopping'
  | 'stopped'
  | 'removing';

export interface ServiceReport {
  readonly serviceId: string;
  readonly state: ServiceReportState;
  /** The most telling reason among its units; null exactly when converged. */
  readonly reason: Reason | null;
  readonly unitCount: number;
  readonly runningCount: number;
  readonly units: readonly UnitReport[];
}

export interface Report {
  readonly services: readonly ServiceReport[];
  /** The earliest instant at which the same input would give another plan; null when none. */
  readonly requeueAt: Instant | null;
}

export interface PlanResult {
  readonly plan: import('./plan.ts').Plan;
  readonly report: Report;
}
