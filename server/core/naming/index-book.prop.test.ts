import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineArbitrary } from '../testing/arbitraries.ts';
import { requestOf } from '../testing/history.ts';
import { mayBeThere } from '../testing/invariants.ts';
import { SLOW } from '../testing/slow.ts';
import { readWorld } from '../world/read-world.ts';
import { IndexBook } from './index-book.ts';

describe('IndexBook', SLOW, () => {
  it('gives the lowest index that no unit holds, whatever was taken and left before', () => {
    fc.assert(
      fc.property(timelineArbitrary, fc.array(fc.boolean(), { maxLength: 8 }), (timeline, takes) => {
        for (const { units } of readWorld(requestOf(timeline)).services) {
          const book = new IndexBook(units);
          let held = units
            .filter(({ unit }) => unit.lostAt === null && mayBeThere(unit))
            .map(({ unit }) => unit);
          const extra: number[] = [];
          for (const take of takes) {
            const leaving = held[0];
            if (take || leaving === undefined) {
              extra.push(book.lowestFree());
              book.take(book.lowestFree());
            } else {
              book.vacate(leaving, true);
              held = held.slice(1);
              expect(book.givenUpAt(leaving.index)).toBe(leaving.createIndex);
            }
            const taken = [...held.map(({ index }) => index), ...extra];
            let lowest = 1;
            while (taken.includes(lowest)) lowest += 1;
            expect(book.lowestFree()).toBe(lowest);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
