import { by, type Comparison, compareText, sorted } from '../sort.ts';
import { hasExitedContainer } from '../world/observed.ts';
import type { UnitFacts } from '../world/world.ts';

/** As Rancher did: what is of no use goes before what works, and of equals the newest goes first. */
const FIRST_TO_GO: Comparison<UnitFacts> = by(
  (a, b) => usefulness(a) - usefulness(b),
  (a, b) => b.unit.createIndex - a.unit.createIndex,
  (a, b) => compareText(a.unit.id, b.unit.id),
);

export function inRemovalOrder(units: readonly UnitFacts[]): readonly UnitFacts[] {
  return sorted(units, FIRST_TO_GO);
}

/** A silent host's units are not of less use: they may well be running. */
function usefulness(facts: UnitFacts): number {
  if (facts.bucket === 'lost') return 0;
  return isFailing(facts) ? 1 : 2;
}

function isFailing({ unit, running, bucket }: UnitFacts): boolean {
  if (running || bucket === 'unreachable') return false;
  return unit.failure !== null || (unit.desired === 'running' && hasExitedContainer(unit));
}
