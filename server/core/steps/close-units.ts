import type { Draft } from '../draft.ts';
import { mayNeverHaveRun } from '../world/observed.ts';
import type { ServiceFacts, UnitFacts, World } from '../world/world.ts';

/** Closes the rows of units that are known to be gone or whose host was removed. */
export function closeUnits(world: World, draft: Draft): void {
  for (const service of world.services) {
    const remembered = service.units.some(isEvidence) ? rememberedIndexes(service) : NONE;
    for (const facts of service.units) {
      const { bucket, unit } = facts;
      if (bucket !== 'close' && bucket !== 'gone') continue;
      if (isEvidence(facts) && remembered.has(unit.index)) continue;
      if (draft.hasRoomForUnit(facts, 1)) {
        draft.forget(service, facts, bucket === 'close' ? 'host-removed' : 'gone');
      }
    }
  }
}

const NONE: ReadonlySet<number> = new Set();

/** A unit that was given up and is gone, on a host that stays. */
function isEvidence({ unit, bucket, host }: UnitFacts): boolean {
  return bucket === 'gone' && unit.lostAt !== null && host?.host.desired !== 'removed';
}

/**
 * Slots whose unit may still be moved to another host. What was given up for such a slot stays on record until the
 * unit has run: it says where not to move it, or two hosts that both refuse a port would pass it to and fro for ever. A
 * unit that fails for another reason is not moved, so there is nothing to remember for it.
 */
function rememberedIndexes(service: ServiceFacts): ReadonlySet<number> {
  const mayMove = ({ unit, running }: UnitFacts) =>
    unit.desired === 'running' &&
    !running &&
    mayNeverHaveRun(unit) &&
    service.desired === 'running' &&
    (unit.failure === null || unit.failure.code === 'port-taken');
  return new Set(service.units.filter(mayMove).map(({ unit }) => unit.index));
}
