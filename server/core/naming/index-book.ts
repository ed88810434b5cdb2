import type { UnitModel } from '../model/unit.ts';
import { isGone } from '../world/observed.ts';
import type { UnitFacts } from '../world/world.ts';

/**
 * Which indexes of a service are taken. A unit keeps its index until it is known to be gone, so that no name is used
 * twice; only a unit that was given up (`lost`) leaves its name to the one that replaces it.
 */
export class IndexBook {
  readonly #holders = new Map<number, number>();
  /** Index → createIndex of the latest unit that was given up there. */
  readonly #given = new Map<number, number>();
  /** Everything below is taken; only ever moved up between two vacations. */
  #from = 1;

  constructor(units: readonly UnitFacts[]) {
    for (const { unit } of units) {
      if (unit.lostAt !== null) this.#give(unit);
      else if (!isGone(unit)) this.take(unit.index);
    }
  }

  isTaken(index: number): boolean {
    return (this.#holders.get(index) ?? 0) > 0;
  }

  /**
   * The createIndex of the unit that was given up at this index, which a unit placed there takes over: what replaces
   * another is as old as that, or scaling down would take it first and leave a gap. Null when none was given up.
   */
  givenUpAt(index: number): number | null {
    return this.#given.get(index) ?? null;
  }

  lowestFree(): number {
    while (this.isTaken(this.#from)) this.#from += 1;
    return this.#from;
  }

  /** Where a slot that waits would be, and the ones after it. */
  lowestFreeFrom(index: number): number {
    let free = Math.max(index, this.lowestFree());
    while (this.isTaken(free)) free += 1;
    return free;
  }

  take(index: number): void {
    this.#holders.set(index, (this.#holders.get(index) ?? 0) + 1);
  }

  /** The unit leaves its index: it is known to be gone, or its slot goes elsewhere (`givenUp`). */
  vacate(unit: UnitModel, givenUp: boolean): void {
    if (givenUp) this.#give(unit);
    if (unit.lostAt !== null || isGone(unit)) return;
    this.#holders.set(unit.index, (this.#holders.get(unit.index) ?? 0) - 1);
    this.#from = Math.min(this.#from, unit.index);
  }

  #give({ index, createIndex }: UnitModel): void {
    this.#given.set(index, Math.max(createIndex, this.#given.get(index) ?? 0));
  }
}
