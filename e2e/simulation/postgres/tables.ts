import type { Assignment } from '../../../agent/protocol/assignment.ts';
import type { UnitError } from '../../../agent/protocol/errors.ts';

/** Times are milliseconds since the epoch by the database's clock. Rows are never changed, only replaced. */
export interface HostRow {
  readonly id: string;
  readonly environmentId: string;
  readonly name: string;
  readonly desired: 'active' | 'inactive' | 'removed';
  readonly state: string;
  readonly stateSince: number;
  readonly createdAt: number;
  readonly removedAt: number | null;
  readonly publicKey: string;
  readonly keyRevokedAt: number | null;
  readonly sessionHash: string | null;
  readonly sessionOpenedAt: number | null;
  readonly lastSeenAt: number | null;
  /** Last word with an engine that answers. */
  readonly knownAt: number | null;
  readonly reportSequence: number;
  readonly observedAt: number | null;
  readonly engineReachable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly commandLabels: Readonly<Record<string, string>>;
  readonly automaticLabels: Readonly<Record<string, string>>;
  readonly facts: unknown;
  readonly foreignPorts: unknown;
  readonly foreignContainerCount: number;
}

export interface ServiceRow {
  readonly id: string;
  readonly environmentId: string;
  readonly stackId: string;
  readonly name: string;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly scale: number;
  readonly restartCount: number;
  /** Containers that people had removed to have others of the same. */
  readonly removalCount: number;
  readonly revisionNumber: number;
  readonly nextCreateIndex: number;
  readonly createdAt: number;
  readonly removedAt: number | null;
}

export interface RevisionRow {
  readonly id: string;
  readonly serviceId: string;
  readonly number: number;
  readonly spec: unknown;
}

export interface UnitRow {
  readonly id: string;
  readonly environmentId: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly revisionId: string;
  readonly index: number;
  readonly createIndex: number;
  readonly generation: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly restartCount: number;
  readonly recreations: Readonly<Record<string, number>>;
  readonly recreateCount: number;
  readonly createdAt: number;
  readonly lostAt: number | null;
  readonly removedAt: number | null;
  readonly observedPresent: boolean | null;
  readonly observedGeneration: number | null;
  readonly observedConverged: boolean | null;
  readonly observedAt: number | null;
  readonly observedError: UnitError | null;
  readonly observedErrorSince: number | null;
}

export interface InstanceRow {
  readonly id: string;
  readonly unitId: string;
  readonly launch: string;
  readonly name: string;
  readonly dockerId: string | null;
  readonly state: string;
  readonly specHash: string | null;
  readonly startedAt: number | null;
  readonly ipAddress: string | null;
  readonly exitCode: number | null;
  readonly facts: unknown;
}

export interface JobRow {
  readonly id: string;
  readonly environmentId: string;
  readonly hostId: string;
  readonly key: string;
  readonly generation: number;
  readonly payload: Assignment;
  readonly state: 'queued' | 'leased' | 'done' | 'superseded';
  readonly attempts: number;
  readonly notBefore: number;
  readonly leaseUntil: number | null;
  readonly error: UnitError | null;
  readonly failingSince: number | null;
  readonly finishedAt: number | null;
}

export interface StatusRow {
  readonly serviceId: string;
  readonly answers: string;
  readonly state: string;
  readonly reason: unknown;
  readonly unitCount: number;
  readonly runningCount: number;
  readonly units: unknown;
}

/** All that one environment has in the database. History is not kept: nothing is decided by it. */
export class Tables {
  planGeneration = 0;
  nextJobId = 1;
  settings = new Map<string, unknown>();
  stacks = new Map<string, { readonly id: string; readonly name: string }>();
  hosts = new Map<string, HostRow>();
  services = new Map<string, ServiceRow>();
  revisions = new Map<string, RevisionRow>();
  units = new Map<string, UnitRow>();
  instances = new Map<string, InstanceRow>();
  jobs = new Map<string, JobRow>();
  statuses = new Map<string, StatusRow>();

  copy(): Tables {
    const copy = new Tables();
    copy.planGeneration = this.planGeneration;
    copy.nextJobId = this.nextJobId;
    copy.settings = new Map(this.settings);
    copy.stacks = new Map(this.stacks);
    copy.hosts = new Map(this.hosts);
    copy.services = new Map(this.services);
    copy.revisions = new Map(this.revisions);
    copy.units = new Map(this.units);
    copy.instances = new Map(this.instances);
    copy.jobs = new Map(this.jobs);
    copy.statuses = new Map(this.statuses);
    return copy;
  }

  /** The unit's row in the queue that is not finished. There is one at the most. */
  liveJobOf(unitId: string): JobRow | undefined {
    for (const job of this.jobs.values()) if (job.key === unitId && isLive(job)) return job;
    return undefined;
  }
}

export function isLive(job: JobRow): boolean {
  return job.state === 'queued' || job.state === 'leased';
}
