import type { Draft } from '../draft.ts';
import type { World } from '../world/world.ts';

/** Units whose service, stack or host is being removed. */
export function removeUnits(world: World, draft: Draft): void {
  for (const service of world.services) {
    const removed = service.stack?.desired === 'removed' ? 'stack-removed' : 'service-removed';
    for (const facts of service.units) {
      if (facts.bucket !== 'remove' && facts.bucket !== 'evict') continue;
      if (!draft.hasRoomForUnit(facts, 1)) continue;
      // An evicted unit leaves its index at once: its replacement starts on another host without waiting for it.
      if (facts.bucket === 'evict') draft.remove(service, facts, 'host-removed', true);
      else draft.remove(service, facts, removed);
    }
  }
}
