import { isGone } from '../world/observed.ts';
import type { World } from '../world/world.ts';
import { HostRoom } from './host-room.ts';

/**
 * The hosts with what their units claim. A unit claims until it is known to be gone: a container on its way out still
 * holds its port, and one on a silent host may.
 */
export function openRooms(world: World): readonly HostRoom[] {
  const rooms = world.hosts
    .filter(({ reach }) => reach !== 'gone')
    .map(({ host, state }) => new HostRoom(host, state));
  const roomById = new Map(rooms.map((room) => [room.host.id, room]));
  for (const { service, units, demands } of world.services) {
    for (const { unit } of units) {
      const room = roomById.get(unit.hostId);
      if (room === undefined || isGone(unit)) continue;
      const demand = demands.get(unit.revisionId);
      if (demand !== undefined) room.claim(demand);
      if (unit.desired !== 'removed') room.count(service.id, 1);
    }
  }
  return rooms;
}
