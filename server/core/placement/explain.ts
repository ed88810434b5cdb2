import type { FilterCount } from '../model/report.ts';
import { by, compareText, sorted } from '../sort.ts';
import type { Demand } from './demand.ts';
import type { HostFilter } from './filters/host-filter.ts';
import type { HostRoom } from './host-room.ts';

interface Refusals {
  readonly filter: HostFilter;
  readonly rank: number;
  readonly lacked: string;
  hostCount: number;
}

/** How many hosts each filter turned away and what they lacked; in the order of the filters, most hosts first. */
export function explain(
  rooms: readonly HostRoom[],
  demand: Demand,
  filters: readonly HostFilter[],
): readonly FilterCount[] {
  const found = new Map<string, Refusals>();
  for (const room of rooms) {
    for (const [rank, filter] of filters.entries()) {
      const lacked = filter.check(room, demand);
      if (lacked === null) continue;
      const key = `${filter.name} ${lacked}`;
      const refusals = found.get(key) ?? { filter, rank, lacked, hostCount: 0 };
      refusals.hostCount += 1;
      found.set(key, refusals);
      break;
    }
  }
  const order = by<Refusals>(
    (a, b) => a.rank - b.rank,
    (a, b) => b.hostCount - a.hostCount,
    (a, b) => compareText(a.lacked, b.lacked),
  );
  return sorted(found.values(), order).map(({ filter, lacked, hostCount }) => ({
    filter: filter.name,
    hostCount,
    detail: filter.explain(lacked, hostCount),
  }));
}
