import type { PortClaim } from './host.ts';
import type { Instant } from './observed.ts';

export interface HostRule {
  readonly key: string;
  readonly value: string;
  readonly rule: 'must' | 'mustNot' | 'should' | 'shouldNot';
}

/** What placement and rollout need to know of a revision; the rest of its spec is none of the planner's business. */
export interface RevisionModel {
  readonly id: string;
  readonly number: number;
  /** Fixed host ports of all launch configs of a unit. */
  readonly ports: readonly PortClaim[];
  readonly memoryReservationBytes: number;
  readonly milliCpuReservation: number;
  readonly hostRules: readonly HostRule[];
  /** `''` for the primary, then the sidekicks in order. */
  readonly launches: readonly string[];
}

export interface StackModel {
  readonly id: string;
  readonly name: string;
  readonly desired: 'present' | 'removed';
}

export interface ServiceModel {
  readonly id: string;
  readonly stackId: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly scale: number;
  /** Raised by each restart a user asks for. */
  readonly restartCount: number;
  readonly currentRevisionId: string;
  /** Current one and every one that a live unit still runs. */
  readonly revisions: readonly RevisionModel[];
  /** Ever increasing; only a unit that replaces another takes over the other's. Newest removed first. */
  readonly nextCreateIndex: number;
}
