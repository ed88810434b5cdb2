import type { HostLifecycle } from './host.ts';
import type { UnitDesired } from './unit.ts';

/** Why an action was taken; shown in events. */
export type ActionCause =
  | 'scale-up'
  | 'scale-down'
  | 'replace-lost'
  | 'start'
  | 'stop'
  | 'restart'
  | 'recreate'
  | 'update'
  | 'service-removed'
  | 'stack-removed'
  | 'host-removed'
  | 'host-lost'
  | 'surplus'
  | 'gone'
  | 'resend'
  | 'timing'
  | 'requested';

export interface PlaceAction {
  readonly kind: 'place';
  readonly unitId: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly index: number;
  readonly createIndex: number;
  readonly revisionId: string;
  readonly generation: 1;
  readonly desired: 'running' | 'stopped';
  readonly restartCount: number;
  readonly cause: ActionCause;
}

/** A new decision about a unit that exists: its generation goes up and a job carries it to the host. */
export interface ChangeAction {
  readonly kind: 'change';
  readonly unitId: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly generation: number;
  readonly desired: UnitDesired;
  readonly revisionId: string;
  readonly restartCount: number;
  readonly recreateCount: number;
  /** True when the unit's slot was given to another host. */
  readonly lost: boolean;
  readonly cause: ActionCause;
}

/** The unit is known to be gone: its row is closed. */
export interface ForgetAction {
  readonly kind: 'forget';
  readonly unitId: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly cause: ActionCause;
}

/** The decision stands but no job carries it: queue it again at the same generation. */
export interface DispatchAction {
  readonly kind: 'dispatch';
  readonly unitId: string;
  readonly hostId: string;
  readonly generation: number;
  readonly cause: 'resend';
}

export interface HostStateAction {
  readonly kind: 'host-state';
  readonly hostId: string;
  readonly from: HostLifecycle;
  readonly to: HostLifecycle;
  readonly cause: ActionCause;
}

export interface FinishServiceAction {
  readonly kind: 'finish-service';
  readonly serviceId: string;
}

export interface FinishStackAction {
  readonly kind: 'finish-stack';
  readonly stackId: string;
}

export type Action =
  | PlaceAction
  | ChangeAction
  | ForgetAction
  | DispatchAction
  | HostStateAction
  | FinishServiceAction
  | FinishStackAction;

/** Sorted by kind, then by service, index and id, so that equal inputs give byte-equal plans. */
export interface Plan {
  readonly environmentId: string;
  readonly parent: number;
  readonly actions: readonly Action[];
}
