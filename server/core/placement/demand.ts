import type { PortClaim } from '../model/host.ts';
import type { HostRule, RevisionModel } from '../model/service.ts';
import { coversPort } from './ports.ts';

/** A rule as it is compared: key and value in lower case. */
export interface LabelRule {
  readonly key: string;
  readonly value: string;
  readonly wanted: boolean;
}

/** What a unit asks of a host. */
export interface Demand {
  readonly ports: readonly PortClaim[];
  readonly memoryBytes: number;
  readonly milliCpu: number;
  readonly hardRules: readonly LabelRule[];
  readonly softRules: readonly LabelRule[];
}

export function demandOf(revision: RevisionModel): Demand {
  const rulesOf = (wanted: HostRule['rule'], unwanted: HostRule['rule']) =>
    revision.hostRules
      .filter(({ rule }) => rule === wanted || rule === unwanted)
      .map(({ key, value, rule }) => ({
        key: key.toLowerCase(),
        value: value.toLowerCase(),
        wanted: rule === wanted,
      }));
  return {
    ports: revision.ports,
    memoryBytes: revision.memoryReservationBytes,
    milliCpu: revision.milliCpuReservation,
    hardRules: rulesOf('must', 'mustNot'),
    softRules: rulesOf('should', 'shouldNot'),
  };
}

/**
 * What `next` asks of a host beyond what it already grants to `present`. A unit is judged by this when it is changed
 * in place, so that an edit of the image never moves a unit whose host was relabelled or shrank since.
 */
export function addedDemand(present: Demand, next: Demand): Demand {
  return {
    ports: next.ports.filter((claim) => !present.ports.some((held) => coversPort(held, claim))),
    memoryBytes: next.memoryBytes > present.memoryBytes ? next.memoryBytes : 0,
    milliCpu: next.milliCpu > present.milliCpu ? next.milliCpu : 0,
    hardRules: next.hardRules.filter((rule) => !present.hardRules.some((held) => isSameRule(held, rule))),
    softRules: [],
  };
}

function isSameRule(a: LabelRule, b: LabelRule): boolean {
  return a.key === b.key && a.value === b.value && a.wanted === b.wanted;
}
