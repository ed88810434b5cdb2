interface Placed {
  readonly serviceId: string;
  readonly hostId: string;
  readonly desired: 'running' | 'stopped' | 'removed';
}

/** How many units that are not on their way out each service, or each host, has; what has none is not in it. */
export function liveCounts(
  units: readonly Placed[],
  key: 'serviceId' | 'hostId',
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const unit of units) {
    if (unit.desired !== 'removed') counts.set(unit[key], (counts.get(unit[key]) ?? 0) + 1);
  }
  return counts;
}
