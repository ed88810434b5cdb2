import type { Demand } from './demand.ts';
import { HOST_FILTERS } from './filters/index.ts';
import type { HostRoom } from './host-room.ts';
import { isBetterRank, type Rank, rankHost } from './rank.ts';

const NOWHERE: ReadonlySet<string> = new Set();

/**
 * The best host for one more unit of a service, or null when every host is turned away. `rooms` are sorted by name
 * and id: of equal hosts the first wins.
 */
export function chooseHost(
  rooms: readonly HostRoom[],
  serviceId: string,
  demand: Demand,
  avoid: ReadonlySet<string> = NOWHERE,
): HostRoom | null {
  let best: HostRoom | null = null;
  let bestRank: Rank | null = null;
  for (const room of rooms) {
    if (avoid.has(room.host.id)) continue;
    if (HOST_FILTERS.some((filter) => filter.check(room, demand) !== null)) continue;
    const rank = rankHost(room, serviceId, demand);
    if (bestRank !== null && !isBetterRank(rank, bestRank)) continue;
    best = room;
    bestRank = rank;
  }
  return best;
}
