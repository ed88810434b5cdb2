/*
 * Rebuilding from what hosts carry: what the hosts tell, what is here already, and what is to be written. All ids are
 * those of the older server.
 */

export interface OutlineUnit {
  readonly id: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly index: number;
  readonly createIndex: number;
  readonly generation: number;
  /** Number of the revision it is at. */
  readonly revision: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly restartCount: number;
  /** Launch → number of the last time a person had its container made anew. */
  readonly recreations: Readonly<Record<string, number>>;
  /** Launch → id of the instance. */
  readonly instances: Readonly<Record<string, string>>;
}

export interface OutlineService {
  readonly id: string;
  readonly stackId: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'service' | 'loadBalancer' | 'external' | 'alias' | 'selector';
  readonly scale: number;
  readonly desired: 'running' | 'stopped' | 'removed';
  readonly restartCount: number;
  readonly links: readonly { readonly service: string; readonly alias: string }[];
  readonly revisionNumber: number;
  readonly nextCreateIndex: number;
  readonly createdAt: string;
}

export interface OutlineStack {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly desired: 'present' | 'removed';
  readonly createdAt: string;
}

export interface OutlineHost {
  readonly id: string;
  readonly name: string;
  /** Of the key it had; not told by older servers, nor of a host that had none. */
  readonly keyFingerprint?: string | undefined;
}

/** The desired state of one environment as an older server knew it at `version`. */
export interface Outline {
  readonly version: number;
  readonly issuedAt: string;
  readonly environment: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly createdAt: string;
  };
  readonly hosts: readonly OutlineHost[];
  readonly stacks: readonly OutlineStack[];
  readonly services: readonly OutlineService[];
  readonly units: readonly OutlineUnit[];
}

export interface CarriedRevision {
  readonly id: string;
  readonly serviceId: string;
  readonly number: number;
  readonly createdAt: string;
  /** Null: this server cannot read it. */
  readonly spec: CarriedSpec | null;
}

/** What is looked at of a spec; the rest is passed on. */
export interface CarriedSpec {
  readonly launch: { readonly image: string };
  readonly sidekicks: readonly { readonly name: string }[];
}

/** One host as its offer tells. */
export interface HostOffer {
  readonly id: string;
  readonly hostId: string;
  readonly environmentId: string;
  readonly machineId: string;
  readonly publicKey: string;
  readonly keyFingerprint: string;
  /** For a host that carries nothing with a name in it. */
  readonly fallbackName: string;
  readonly host: {
    readonly name: string;
    readonly description: string;
    readonly desired: 'active' | 'inactive' | 'removed';
    readonly labels: Readonly<Record<string, string>>;
    readonly commandLabels: Readonly<Record<string, string>>;
    readonly createdAt: string;
  } | null;
  readonly outline: Outline | null;
  readonly revisions: readonly CarriedRevision[];
  readonly heldUnitIds: readonly string[];
}

/** What this server knows of one environment. Everything that ever was there is listed, what was removed too. */
export interface Present {
  readonly environment: { readonly name: string; readonly removed: boolean } | null;
  readonly outline: Outline | null;
  readonly hosts: readonly PresentHost[];
  readonly stacks: readonly { readonly id: string; readonly name: string; readonly removed: boolean }[];
  readonly services: readonly PresentService[];
  readonly revisions: readonly { readonly id: string; readonly serviceId: string; readonly number: number }[];
  readonly units: readonly PresentUnit[];
}

export interface PresentHost {
  readonly id: string;
  readonly environmentId: string;
  readonly machineId: string;
  /** Empty: known by name only. */
  readonly publicKey: string;
  readonly removed: boolean;
}

export interface PresentService {
  readonly id: string;
  readonly stackId: string;
  readonly name: string;
  readonly removed: boolean;
  readonly revisionNumber: number;
}

export interface PresentUnit {
  readonly id: string;
  readonly serviceId: string;
  readonly index: number;
  /** It fills its slot: neither closed nor on its way out. */
  readonly live: boolean;
}

export type RecoveryProblem =
  | { readonly code: 'environment-unknown'; readonly hostName: string }
  | { readonly code: 'environment-removed'; readonly environment: string }
  | { readonly code: 'environment-renamed'; readonly environment: string; readonly name: string }
  | { readonly code: 'environment-replaced'; readonly environment: string }
  | { readonly code: 'host-removed'; readonly hostName: string }
  | { readonly code: 'host-known'; readonly hostName: string }
  | { readonly code: 'host-key-replaced'; readonly hostName: string }
  | { readonly code: 'host-twice'; readonly hostName: string }
  | { readonly code: 'host-not-listed'; readonly hostName: string }
  | { readonly code: 'host-absent'; readonly hostName: string; readonly unitCount: number }
  | { readonly code: 'stack-name-taken'; readonly stack: string }
  | { readonly code: 'service-name-taken'; readonly service: string }
  | { readonly code: 'service-without-spec'; readonly service: string; readonly unitCount: number }
  | { readonly code: 'spec-unreadable'; readonly service: string }
  | { readonly code: 'revision-differs'; readonly service: string; readonly revision: number }
  | {
      readonly code: 'revision-missing';
      readonly service: string;
      readonly revision: number;
      readonly used: number;
    }
  | { readonly code: 'unit-surplus'; readonly service: string; readonly index: number }
  | { readonly code: 'unit-without-host'; readonly service: string; readonly index: number }
  | { readonly code: 'unit-unknown'; readonly hostName: string; readonly unitCount: number };

export interface HostToTake {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly desired: 'active' | 'inactive' | 'removed';
  readonly labels: Readonly<Record<string, string>>;
  readonly commandLabels: Readonly<Record<string, string>>;
  readonly createdAt: string | null;
  /** Null: known by name only, until it comes. */
  readonly offer: { readonly id: string; readonly machineId: string; readonly publicKey: string } | null;
}

export interface RevisionToWrite {
  readonly id: string;
  readonly serviceId: string;
  readonly number: number;
  readonly createdAt: string;
  readonly spec: CarriedSpec;
}

export interface UnitToWrite extends Omit<OutlineUnit, 'revision' | 'instances'> {
  readonly revisionId: string;
  readonly instances: readonly { readonly id: string; readonly launch: string; readonly name: string }[];
}

/** Of one environment: what is written, and what is there already. */
export interface Rebuild {
  readonly environment: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly createdAt: string;
  };
  readonly change: 'create' | 'merge';
  /** The empty environment here that gives its name away and goes. */
  readonly replacesId: string | null;
  /** To be kept, so that hosts that come later add to the newest. */
  readonly outline: Outline | null;
  readonly hosts: readonly HostToTake[];
  readonly stacks: readonly (OutlineStack & { readonly change: 'create' | 'same' })[];
  readonly services: readonly (OutlineService & {
    readonly image: string;
    readonly change: 'create' | 'same';
  })[];
  readonly revisions: readonly RevisionToWrite[];
  readonly units: readonly UnitToWrite[];
  readonly problems: readonly RecoveryProblem[];
}

/** An environment that is here. */
export interface NamedEnvironment {
  readonly id: string;
  readonly name: string;
  /** Nothing was ever put in it: the one that comes with setting up. */
  readonly empty: boolean;
}
