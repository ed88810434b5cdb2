import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../model/input.ts';
import type { Report } from '../model/report.ts';
import { plan } from '../plan.ts';
import { timelineArbitrary } from './arbitraries.ts';
import { commit, requestOf, type Timeline } from './history.ts';
import { SLOW } from './slow.ts';

const RUNS = { numRuns: 200 };
const LATER_MS = 1_000_000_000;

describe('plan', SLOW, () => {
  it('is byte-equal for equal requests and leaves its input alone', () => {
    fc.assert(
      fc.property(timelineArbitrary, (timeline) => {
        const before = JSON.stringify(timeline.input);
        const first = JSON.stringify(plan(requestOf(timeline)));
        expect(JSON.stringify(plan(requestOf(timeline)))).toBe(first);
        expect(JSON.stringify(timeline.input)).toBe(before);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of its input', () => {
    const shuffled = timelineArbitrary.chain((timeline) =>
      permuted(timeline.input).map((input) => ({ timeline, other: { ...timeline, input } })),
    );
    fc.assert(
      fc.property(shuffled, ({ timeline, other }) => {
        expect(JSON.stringify(plan(requestOf(other)))).toBe(JSON.stringify(plan(requestOf(timeline))));
      }),
      RUNS,
    );
  });

  it('changes with time at requeueAt and not before', () => {
    fc.assert(
      fc.property(timelineArbitrary, (timeline) => {
        const at = (now: number) => timeless(plan(requestOf({ ...timeline, now })));
        const { requeueAt } = plan(requestOf(timeline)).report;
        fc.pre(requeueAt !== timeline.now);
        const present = at(timeline.now);
        if (requeueAt === null) {
          expect(at(timeline.now + LATER_MS)).toBe(present);
          return;
        }
        expect(requeueAt).toBeGreaterThan(timeline.now);
        expect(at(requeueAt - 1)).toBe(present);
        expect(at(requeueAt)).not.toBe(present);
      }),
      RUNS,
    );
  });

  it('asks to be called again at once exactly when something is held back by the limit', () => {
    fc.assert(
      fc.property(timelineArbitrary, (timeline) => {
        const { plan: made, report } = plan(
          requestOf({ ...timeline, limits: { ...timeline.limits, actionsMax: 3 } }),
        );
        const whole = plan(requestOf({ ...timeline, limits: { ...timeline.limits, actionsMax: 10_000 } }));
        const isHeldBack = made.actions.length < whole.plan.actions.length;
        if (isHeldBack) expect(report.requeueAt).toBe(timeline.now);
        else expect(JSON.stringify(made)).toBe(JSON.stringify(whole.plan));
        expect(made.actions.length).toBeLessThanOrEqual(3);
      }),
      RUNS,
    );
  });

  it('has nothing to add, or nearly so, while hosts have not answered yet', () => {
    fc.assert(
      fc.property(timelineArbitrary, (timeline) => {
        let later: Timeline = { ...timeline, limits: { ...timeline.limits, actionsMax: 10_000 } };
        const first = commit(later);
        later = first.timeline;
        // An edit that gives up a port lets another service have it in the next plan, and so on down a short chain.
        for (let pass = 0; pass < 3; pass += 1) later = commit(later).timeline;
        expect(commit(later).result.plan.actions).toEqual([]);
      }),
      RUNS,
    );
  });

  it('does nothing twice: what one plan did, the next does not do again', () => {
    fc.assert(
      fc.property(timelineArbitrary, (timeline) => {
        const first = commit(timeline);
        const second = commit(first.timeline);
        const done = new Set(
          first.result.plan.actions.flatMap((action) => ('unitId' in action ? [action.unitId] : [])),
        );
        const again = second.result.plan.actions.filter(
          (action) => 'unitId' in action && done.has(action.unitId),
        );
        expect(again).toEqual([]);
      }),
      RUNS,
    );
  });
});

function permuted(input: PlanInput): fc.Arbitrary<PlanInput> {
  const shuffle = <T>(items: readonly T[]) =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  return fc
    .record({
      hosts: shuffle(input.hosts),
      services: shuffle(input.services),
      stacks: shuffle(input.stacks),
      units: shuffle(input.units),
    })
    .map((parts) => ({ ...input, ...parts }));
}

/** All but the instants at which new units start, which are those of the plan itself. */
function timeless({ plan: { actions }, report }: { plan: { actions: unknown }; report: Report }): string {
  const services = report.services.map((service) => ({
    ...service,
    reason: service.reason?.code,
    units: service.units.map((unit) => ({ ...unit, reason: { ...unit.reason, since: null } })),
  }));
  return JSON.stringify({ actions, services });
}
