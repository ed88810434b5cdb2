import type { Draft } from '../draft.ts';
import type { ActionCause } from '../model/plan.ts';
import { addedDemand, type Demand } from '../placement/demand.ts';
import { IN_PLACE_FILTERS } from '../placement/filters/index.ts';
import type { HostRoom } from '../placement/host-room.ts';
import { isNoHost } from '../placement/host-search.ts';
import type { ServiceFacts, UnitFacts } from '../world/world.ts';

/**
 * Brings a unit to the current revision: where it is when its host can grant what is new, else on another host that
 * can, else not at all. A unit that cannot be brought forward goes on as it is, with the reason. Returns whether
 * anything was decided.
 */
export function revise(draft: Draft, service: ServiceFacts, facts: UnitFacts, cause: ActionCause): boolean {
  const { unit } = facts;
  if (service.demand === null) {
    draft.block(facts, { code: 'invalid-spec' });
    return false;
  }
  if (
    unit.revisionId === service.service.currentRevisionId ||
    fitsInPlace(draft, service, facts, service.demand)
  ) {
    return changeInPlace(draft, service, facts, cause);
  }
  return service.desired === 'running' && move(draft, service, facts, service.demand, cause);
}

function changeInPlace(draft: Draft, service: ServiceFacts, facts: UnitFacts, cause: ActionCause): boolean {
  if (!draft.hasRoomForUnit(facts, 1)) return false;
  const desired = service.desired === 'stopped' ? 'stopped' : 'running';
  draft.change(service, facts, {
    desired,
    revisionId: service.service.currentRevisionId,
    // Nothing runs while a service is stopped; the count is taken over when it starts.
    restartCount: desired === 'running' ? service.service.restartCount : facts.unit.restartCount,
    lost: false,
    cause,
  });
  return true;
}

function fitsInPlace(draft: Draft, service: ServiceFacts, { unit }: UnitFacts, next: Demand): boolean {
  const room = draft.roomOf(unit.hostId);
  const present = service.demands.get(unit.revisionId);
  if (room === null) return false;
  if (present === undefined) return IN_PLACE_FILTERS.every((filter) => filter.check(room, next) === null);
  const added = addedDemand(present, next);
  room.release(present);
  const fits = IN_PLACE_FILTERS.every((filter) => filter.check(room, added) === null);
  room.claim(present);
  return fits;
}

function move(
  draft: Draft,
  service: ServiceFacts,
  facts: UnitFacts,
  demand: Demand,
  cause: ActionCause,
): boolean {
  if (!draft.hasRoomForUnit(facts, 2)) return false;
  const room = draft.search.find(service.service.id, demand);
  if (isNoHost(room)) {
    draft.block(facts, room);
    return false;
  }
  draft.remove(service, facts, cause, true);
  placeInstead(draft, service, facts, room, demand, cause);
  return true;
}

/** The replacement takes over the index of the unit that was given up, unless another holds it too. */
export function placeInstead(
  draft: Draft,
  service: ServiceFacts,
  { unit }: UnitFacts,
  room: HostRoom,
  demand: Demand,
  cause: ActionCause,
): void {
  const book = draft.indexesOf(service);
  const index = book.isTaken(unit.index) ? book.lowestFree() : unit.index;
  draft.place(service, room, demand, book, { index, inherited: book.givenUpAt(index), cause });
}
