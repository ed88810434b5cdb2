import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from './lint.ts';
import { historyArbitrary, walk } from './testing/arbitraries.ts';
import { portClashes, reservedTooMuch, slotsHeldTwice } from './testing/invariants.ts';

const RUNS = { numRuns: 200 };

describe('whatever happens', () => {
  it('the linter finds nothing, not even a warning', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (before, { result }) => {
          expect(lint(result.plan, before.input, before.limits)).toEqual([]);
        });
      }),
      RUNS,
    );
  });

  it('no slot has two holders', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (_, { timeline }) => expect(slotsHeldTwice(timeline.input)).toEqual([]));
      }),
      RUNS,
    );
  });

  it('no port of a host is held twice', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (_, { timeline }) => expect(portClashes(timeline.input)).toEqual([]));
      }),
      RUNS,
    );
  });

  it('no host promises more than it has', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (_, { timeline }) => expect(reservedTooMuch(timeline.input)).toEqual([]));
      }),
      RUNS,
    );
  });
});
