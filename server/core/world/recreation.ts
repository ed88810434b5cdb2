import type { UnitModel } from '../model/unit.ts';

/** The number of the latest request about any of the unit's containers; 0 when there was none. */
export function latestRecreation({ recreations }: UnitModel): number {
  return Math.max(0, ...Object.values(recreations));
}

/** A person removed one of its containers, and no decision has taken that along yet. */
export function isRecreationAsked(unit: UnitModel): boolean {
  return latestRecreation(unit) > unit.recreateCount;
}
