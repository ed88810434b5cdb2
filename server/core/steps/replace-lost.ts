import type { Draft } from '../draft.ts';
import { isNoHost } from '../placement/host-search.ts';
import { placeInstead } from '../rollout/revise.ts';
import type { World } from '../world/world.ts';

/**
 * Gives the slots of units on disconnected hosts to other hosts. A unit is given up only together with its
 * replacement: while no host has room it stays as it is, for its own host may come back first.
 */
export function replaceLost(world: World, draft: Draft): void {
  for (const service of world.services) {
    const { demand } = service;
    if (service.desired !== 'running' || demand === null) continue;
    for (const facts of service.units) {
      if (facts.bucket !== 'lost' || !draft.isOpen(facts)) continue;
      if (!draft.hasRoomForUnit(facts, 2)) continue;
      const room = draft.search.find(service.service.id, demand);
      if (isNoHost(room)) continue;
      draft.remove(service, facts, 'host-lost', true);
      placeInstead(draft, service, facts, room, demand, 'replace-lost');
    }
  }
}
