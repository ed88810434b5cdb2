import type { LocalContainer, LocalState } from './model.ts';

/** Which of several containers for one launch stays: the right one, then the livelier one, then the older one. */
const LIVELINESS: Readonly<Record<LocalState, number>> = {
  running: 0,
  restarting: 1,
  paused: 2,
  exited: 3,
  created: 4,
  dead: 5,
  removing: 6,
};

export interface PickedContainers {
  readonly byLaunch: ReadonlyMap<string, LocalContainer>;
  readonly duplicates: readonly LocalContainer[];
}

export function pickContainers(
  containers: readonly LocalContainer[],
  wantedHash: ReadonlyMap<string, string>,
): PickedContainers {
  const order = (a: LocalContainer, b: LocalContainer): number =>
    Number(a.specHash !== wantedHash.get(a.launch)) - Number(b.specHash !== wantedHash.get(b.launch)) ||
    LIVELINESS[a.state] - LIVELINESS[b.state] ||
    a.createdAt - b.createdAt ||
    (a.id < b.id ? -1 : 1);
  const byLaunch = new Map<string, LocalContainer>();
  const duplicates: LocalContainer[] = [];
  for (const container of containers.toSorted(order)) {
    if (byLaunch.has(container.launch)) duplicates.push(container);
    else byLaunch.set(container.launch, container);
  }
  return { byLaunch, duplicates };
}
