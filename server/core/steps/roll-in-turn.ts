import { fillsSlot } from '../classify/bucket.ts';
import type { Draft } from '../draft.ts';
import { revise } from '../rollout/revise.ts';
import { nextTurns } from '../rollout/turns.ts';
import type { ServiceFacts, UnitFacts, World } from '../world/world.ts';

/** Updates and restarts running units, so many at a time, lowest index first. */
export function rollInTurn(world: World, draft: Draft): void {
  for (const service of world.services) {
    if (service.desired === 'running') rollService(service, draft);
  }
}

function rollService(service: ServiceFacts, draft: Draft): void {
  const openIn = (bucket: UnitFacts['bucket']) =>
    service.units.filter((facts) => facts.bucket === bucket && draft.isOpen(facts));
  const outdated = openIn('update-in-turn');
  const toRestart = openIn('restart-in-turn');
  if (outdated.length + toRestart.length === 0) return;
  const out = countOut(service, draft);
  const { updateBatch } = draft.request.limits;
  const turns = nextTurns({ out, outdated: outdated.length, toRestart: toRestart.length, updateBatch });
  let left = turns.updates;
  for (const facts of outdated) {
    if (left === 0) break;
    // A unit that cannot be brought forward stays in service and leaves its turn to the next.
    if (revise(draft, service, facts, 'update')) left -= 1;
  }
  if (left < turns.updates) return;
  const again = nextTurns({ out, outdated: 0, toRestart: toRestart.length, updateBatch });
  for (const facts of toRestart.slice(0, again.restarts)) revise(draft, service, facts, 'restart');
}

/**
 * Units out of service. Those on disconnected hosts do not count: nobody knows when they return, and an edit must not
 * wait for ever. Nor do stopped ones that no host can start. Those on hosts that are silent for the moment do, since the deadline ends that.
 */
function countOut(service: ServiceFacts, draft: Draft): number {
  const out = service.units.filter(
    (facts) =>
      fillsSlot(facts.bucket) &&
      facts.bucket !== 'lost' &&
      !draft.isLeaving(facts) &&
      !isHeldBack(facts, draft) &&
      (!facts.running || draft.decisionOf(facts.unit.id) !== null),
  );
  return out.length + draft.placedOf(service.service.id).length;
}

function isHeldBack({ unit }: UnitFacts, draft: Draft): boolean {
  return unit.desired === 'stopped' && draft.obstacleOf(unit.id)?.code === 'no-host';
}
