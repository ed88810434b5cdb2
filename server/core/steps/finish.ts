import type { Draft } from '../draft.ts';
import type { World } from '../world/world.ts';

/** Closes services that are removed and have no unit left, then stacks that have no service left. */
export function finish(world: World, draft: Draft): void {
  const unfinished = new Set<string>();
  for (const { service, desired, units } of world.services) {
    const isEmpty = units.every(({ unit }) => draft.decisionOf(unit.id)?.kind === 'forget');
    if (desired === 'removed' && isEmpty && draft.hasRoomFor(1)) {
      draft.add({ kind: 'finish-service', serviceId: service.id });
    } else {
      unfinished.add(service.stackId);
    }
  }
  for (const stack of world.stacks) {
    if (stack.desired !== 'removed' || unfinished.has(stack.id)) continue;
    if (draft.hasRoomFor(1)) draft.add({ kind: 'finish-stack', stackId: stack.id });
  }
}
