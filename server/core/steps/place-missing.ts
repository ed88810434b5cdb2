import type { Draft, Obstacle } from '../draft.ts';
import { isNoHost } from '../placement/host-search.ts';
import type { ServiceFacts, World } from '../world/world.ts';

/** Fills empty slots, each at the lowest free index. A slot that no host can take waits and says why. */
export function placeMissing(world: World, draft: Draft): void {
  for (const service of world.services) {
    if (service.desired === 'running') placeForService(service, draft);
  }
}

function placeForService(service: ServiceFacts, draft: Draft): void {
  const staying = service.units.filter((facts) => !draft.isLeaving(facts));
  const filled = staying.length + draft.placedOf(service.service.id).length;
  let missing = service.service.scale - filled;
  let obstacle: Obstacle | null = null;
  while (missing > 0 && obstacle === null) {
    obstacle = placeOne(service, draft);
    if (obstacle === null) missing -= 1;
  }
  if (obstacle !== null) waitForRest(service, draft, missing, obstacle);
}

function waitForRest(service: ServiceFacts, draft: Draft, missing: number, obstacle: Obstacle): void {
  const book = draft.indexesOf(service);
  let index = 0;
  for (let left = missing; left > 0; left -= 1) {
    index = book.lowestFreeFrom(index + 1);
    draft.wait(service, { index, obstacle });
  }
}

/** Null when placed. What stopped one slot stops the later ones of the service: hosts only fill up. */
function placeOne(service: ServiceFacts, draft: Draft): Obstacle | null {
  const { demand } = service;
  if (demand === null) return { code: 'invalid-spec' };
  const room = draft.search.find(service.service.id, demand);
  if (isNoHost(room)) return room;
  if (!draft.hasRoomFor(1)) return { code: 'limit' };
  const book = draft.indexesOf(service);
  const index = book.lowestFree();
  const inherited = book.givenUpAt(index);
  draft.place(service, room, demand, book, {
    index,
    inherited,
    cause: inherited === null ? 'scale-up' : 'replace-lost',
  });
  return null;
}
