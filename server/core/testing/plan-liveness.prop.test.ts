import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineArbitrary } from './arbitraries.ts';
import { TIMING } from './clock.ts';
import { commit, elapse, happen, startTimeline, type Timeline } from './history.ts';
import { SLOW } from './slow.ts';

const RUNS = { numRuns: 150 };
const TICK_MS = 5_000;

/** Long enough for every host to be given up and every unit to be moved, updated and restarted one by one. */
function ticksFor({ input, limits }: Timeline): number {
  const slots = input.units.length + input.services.reduce((sum, { scale }) => sum + scale, 0);
  const deadline = TIMING.disconnectAfterMs / TICK_MS;
  return (
    3 * deadline + Math.ceil((8 * (slots + 1) * (input.hosts.length + 1)) / Math.min(limits.actionsMax, 8))
  );
}

/** Goes on until nothing is left to do, and fails when that never happens. */
function settle(timeline: Timeline): Timeline {
  let present = timeline;
  let quiet = 0;
  const quietEnough = 2 * (TIMING.disconnectAfterMs / TICK_MS);
  for (let tick = ticksFor(timeline) + quietEnough; tick > 0; tick -= 1) {
    const { result, timeline: next } = commit(present);
    quiet = result.plan.actions.length === 0 ? quiet + 1 : 0;
    if (quiet >= quietEnough) return next;
    present = elapse(next, TICK_MS);
  }
  throw new Error(`It still plans: ${JSON.stringify(commit(present).result.plan.actions)}`);
}

describe('in a fair world', SLOW, () => {
  const healed = timelineArbitrary.map(
    (timeline): Timeline => ({ ...timeline, down: new Set(), blocked: new Set() }),
  );

  it('everything becomes as asked, or says that no host has room, and stays so', () => {
    fc.assert(
      fc.property(healed, (timeline) => {
        const { report } = commit(settle(timeline)).result;
        const open = report.services.flatMap(({ units }) => units.map(({ reason }) => reason?.code ?? null));
        expect(open.filter((code) => code !== null && code !== 'no-host')).toEqual([]);
        expect(report.requeueAt === null || report.requeueAt > timeline.now).toBe(true);
      }),
      RUNS,
    );
  });

  it('exactly as many units run as were asked for and have a host', () => {
    fc.assert(
      fc.property(healed, (timeline) => {
        const settled = settle(timeline);
        const { report } = commit(settled).result;
        for (const service of settled.input.services) {
          const told = report.services.find(({ serviceId }) => serviceId === service.id);
          const waiting = told?.units.filter(({ unitId }) => unitId === null).length ?? 0;
          const here = settled.input.units.filter(
            (unit) => unit.serviceId === service.id && unit.desired !== 'removed',
          ).length;
          if (service.desired === 'running') expect(here + waiting).toBe(service.scale);
          else expect(here).toBeLessThanOrEqual(service.scale);
        }
      }),
      RUNS,
    );
  });

  it('what was removed is closed', () => {
    fc.assert(
      fc.property(healed, (timeline) => {
        const { input } = settle(timeline);
        expect(input.services.filter(({ desired }) => desired === 'removed')).toEqual([]);
        expect(input.hosts.filter(({ desired }) => desired === 'removed')).toEqual([]);
        expect(input.units.filter(({ desired }) => desired === 'removed')).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('in a world that stays broken', SLOW, () => {
  it('plans come to an end: nothing is passed to and fro', () => {
    fc.assert(
      fc.property(timelineArbitrary, (timeline) => {
        settle(timeline);
      }),
      RUNS,
    );
  });

  it('a slot is given to each host at most once while every host refuses its port', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (hostCount, scale) => {
        const start = blockedEverywhere(hostCount, scale);
        let placed = 0;
        let present = start;
        for (let tick = 0; tick < 40; tick += 1) {
          const { result, timeline } = commit(present);
          placed += result.plan.actions.filter(({ kind }) => kind === 'place').length;
          present = elapse(timeline, TICK_MS);
        }
        expect(placed).toBeLessThanOrEqual(hostCount * scale);
        expect(commit(present).result.plan.actions).toEqual([]);
      }),
      { numRuns: 16 },
    );
  });
});

function blockedEverywhere(hostCount: number, scale: number): Timeline {
  const hosts = Array.from({ length: hostCount }, (_, at) => `h${at + 1}`);
  const empty: Timeline = { ...startTimeline(), blocked: new Set(hosts) };
  const withHosts = hosts.reduce((timeline) => happen(timeline, { kind: 'add-host', options: {} }), empty);
  return happen(withHosts, { kind: 'add-service', scale, spec: { ports: [80] } });
}
