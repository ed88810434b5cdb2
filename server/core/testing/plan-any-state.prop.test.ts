import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../lint.ts';
import { plan } from '../plan.ts';
import { anyRequestArbitrary } from './any-state.ts';
import { SLOW } from './slow.ts';

const RUNS = { numRuns: 400 };

describe('whatever the database holds, reachable or not', SLOW, () => {
  it('there is a plan, and the linter finds nothing in it', () => {
    fc.assert(
      fc.property(anyRequestArbitrary, (makeRequest) => {
        const request = makeRequest();
        const result = plan(request);
        expect(lint(result.plan, request.input, request.limits)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('every unit of a given service has its line in the report, with at most one reason', () => {
    fc.assert(
      fc.property(anyRequestArbitrary, (makeRequest) => {
        const { plan: made, report } = plan(makeRequest());
        const told = report.services.flatMap(({ units }) => units.flatMap(({ unitId }) => unitId ?? []));
        expect(new Set(told).size).toBe(told.length);
        for (const action of made.actions) {
          if (action.kind === 'change' || action.kind === 'place') expect(told).toContain(action.unitId);
        }
      }),
      RUNS,
    );
  });
});
