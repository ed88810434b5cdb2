import type { PlacementFilter } from '../../model/report.ts';
import type { Demand } from '../demand.ts';
import type { HostRoom } from '../host-room.ts';

/** A hard condition. The check and the sentence about it stand together, so that they cannot drift apart. */
export interface HostFilter {
  readonly name: PlacementFilter;
  /** Null when the host passes, else what it lacks; hosts that lack the same are counted together. */
  readonly check: (room: HostRoom, demand: Demand) => string | null;
  /** One sentence about `hostCount` hosts that lack `lacked`. */
  readonly explain: (lacked: string, hostCount: number) => string;
}

export function hostsInWords(count: number): string {
  return count === 1 ? '1 host' : `${count} hosts`;
}
