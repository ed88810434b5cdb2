import { fillsSlot } from '../classify/bucket.ts';
import type { Draft } from '../draft.ts';
import type { ActionCause } from '../model/plan.ts';
import { inRemovalOrder } from '../scale/removal-order.ts';
import type { UnitFacts, World } from '../world/world.ts';

/** Removes what there is too much of: second holders of an index, then units beyond the scale. */
export function trimScale(world: World, draft: Draft): void {
  for (const service of world.services) {
    const filling = service.units.filter(({ bucket }) => fillsSlot(bucket));
    // A unit whose host is not given fills its slot, but nothing can be done about it.
    const units = filling.filter(({ bucket }) => bucket !== 'untouchable');
    if (service.desired === 'removed' || units.length === 0) continue;
    const order = inRemovalOrder(units);
    const remove = (facts: UnitFacts, cause: ActionCause) => {
      if (draft.hasRoomForUnit(facts, 1)) draft.remove(service, facts, cause);
    };
    const doubles = new Set(findDoubles(order));
    for (const facts of doubles) remove(facts, 'surplus');
    const single = order.filter((facts) => !doubles.has(facts));
    const surplusCount = Math.max(0, filling.length - doubles.size - service.service.scale);
    for (const facts of single.slice(0, surplusCount)) remove(facts, 'scale-down');
  }
}

/** Of several units with one index the last to go is kept. */
function findDoubles(order: readonly UnitFacts[]): readonly UnitFacts[] {
  const kept = new Map(order.map((facts) => [facts.unit.index, facts]));
  return order.filter((facts) => kept.get(facts.unit.index) !== facts);
}
