import type { Draft } from '../draft.ts';
import { chooseHost } from '../placement/choose-host.ts';
import { placeInstead } from '../rollout/revise.ts';
import type { ServiceFacts, UnitFacts, World } from '../world/world.ts';

/** Gives units whose port is held by something unknown on their host to another host that was not yet tried. */
export function moveStuck(world: World, draft: Draft): void {
  for (const service of world.services) {
    const { demand } = service;
    if (demand === null) continue;
    for (const facts of service.units) {
      if (facts.bucket !== 'move' || !draft.isOpen(facts)) continue;
      if (!draft.hasRoomForUnit(facts, 2)) continue;
      const room = chooseHost(draft.rooms, service.service.id, demand, triedHosts(service, facts));
      if (room === null) continue;
      draft.remove(service, facts, 'replace-lost', true);
      placeInstead(draft, service, facts, room, demand, 'replace-lost');
    }
  }
}

/** Its own host and those where the slot was given up before; `closeUnits` keeps these rows for this. */
function triedHosts(service: ServiceFacts, { unit }: UnitFacts): ReadonlySet<string> {
  const tried = service.units.filter(
    (other) => other.unit.lostAt !== null && other.unit.index === unit.index,
  );
  return new Set([unit.hostId, ...tried.map((other) => other.unit.hostId)]);
}
