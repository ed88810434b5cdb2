import type { Draft } from '../draft.ts';
import { isUnsent } from '../world/observed.ts';
import type { UnitFacts, World } from '../world/world.ts';

/** Queues decisions again that no job carries to a host that would take them. */
export function resendUnsent(world: World, draft: Draft): void {
  for (const { units, demands } of world.services) {
    for (const facts of units) {
      if (!stands(facts, draft)) continue;
      const { desired, revisionId } = facts.unit;
      // A removal needs no spec; anything else cannot be said without one.
      if (desired !== 'removed' && !demands.has(revisionId)) draft.block(facts, { code: 'invalid-spec' });
      else if (draft.hasRoomForUnit(facts, 1)) draft.resend(facts);
    }
  }
}

/**
 * The last decision about the unit is still the one that counts. That is so, too, of a unit that should have been
 * brought forward or moved and could not be: it goes on as it is, and its host has to know what that is.
 */
function stands(facts: UnitFacts, draft: Draft): boolean {
  const { unit, host, bucket } = facts;
  if (host?.reach !== 'reachable' || bucket === 'unreachable' || !isUnsent(unit)) return false;
  return draft.decisionOf(unit.id) === null && draft.obstacleOf(unit.id)?.code !== 'limit';
}
