import type { Bucket } from '../classify/bucket.ts';
import type { Standing } from '../hosts/standing.ts';
import type { HostModel } from '../model/host.ts';
import type { PlanRequest } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import type { ServiceModel, StackModel } from '../model/service.ts';
import type { UnitModel } from '../model/unit.ts';
import type { Demand } from '../placement/demand.ts';

export interface HostFacts extends Standing {
  readonly host: HostModel;
  /** When it stands otherwise if nothing more is heard; null when it does not. */
  readonly changesAt: Instant | null;
}

export interface ServiceFacts {
  readonly service: ServiceModel;
  readonly stack: StackModel | null;
  /** What the service and its stack ask for together. */
  readonly desired: ServiceModel['desired'];
  /** Null when the current revision is not among those given: then nothing new can be placed. */
  readonly demand: Demand | null;
  readonly demands: ReadonlyMap<string, Demand>;
  /** By index, then by createIndex. */
  readonly units: readonly UnitFacts[];
}

export interface UnitFacts {
  readonly unit: UnitModel;
  /** Null when the host is not in the input. */
  readonly host: HostFacts | null;
  /** Which step the unit is for. */
  readonly bucket: Bucket;
  /** Runs as its present generation asks, on a host that can be believed. */
  readonly running: boolean;
}

/** The request, sorted and indexed, with everything worked out that does not depend on decisions. */
export interface World {
  readonly request: PlanRequest;
  /** By name, then by id. */
  readonly hosts: readonly HostFacts[];
  /** Oldest first: of two services that compete for a port, the older one has it. */
  readonly services: readonly ServiceFacts[];
  readonly stacks: readonly StackModel[];
  readonly unitsByHost: ReadonlyMap<string, readonly UnitFacts[]>;
}
