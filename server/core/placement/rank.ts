import type { Demand } from './demand.ts';
import { satisfiesRule } from './filters/host-label.ts';
import type { HostRoom } from './host-room.ts';

/** How well a host suits a unit: integers, compared one after the other, the higher the better. */
export type Rank = readonly [
  softRulesMet: number,
  fewestOfService: number,
  fewestUnits: number,
  freeMemoryBytes: number,
  freeMilliCpu: number,
];

/**
 * Preferences first, because people wrote them; then spread, so that losing one host hurts least; then room. A host
 * whose size is unknown comes after those that are known to have room.
 */
export function rankHost(room: HostRoom, serviceId: string, demand: Demand): Rank {
  return [
    demand.softRules.reduce((met, rule) => met + (satisfiesRule(room, rule) ? 1 : 0), 0),
    -room.serviceCount(serviceId),
    -room.unitCount,
    (room.host.memoryBytes ?? room.reservedMemoryBytes) - room.reservedMemoryBytes,
    (room.host.milliCpu ?? room.reservedMilliCpu) - room.reservedMilliCpu,
  ];
}

export function isBetterRank(rank: Rank, than: Rank): boolean {
  for (const [at, value] of rank.entries()) {
    const other = than[at] ?? 0;
    if (value !== other) return value > other;
  }
  return false;
}
