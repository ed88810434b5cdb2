import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostModel, PortClaim } from '../model/host.ts';
import type { RevisionModel } from '../model/service.ts';
import { hostArbitrary, specArbitrary } from '../testing/arbitraries.ts';
import { commit, happen, startTimeline, type Timeline } from '../testing/history.ts';
import { SLOW } from '../testing/slow.ts';

const HOSTS_MAX = 4;
const UNITS_MAX = 6;

const situation = fc.record({
  hosts: fc.array(hostArbitrary, { maxLength: HOSTS_MAX, size: 'max' }),
  before: fc.record({ scale: fc.integer({ min: 0, max: 3 }), spec: specArbitrary }),
  wanted: fc.record({ scale: fc.integer({ min: 1, max: UNITS_MAX }), spec: specArbitrary }),
});

describe('placement', SLOW, () => {
  it('leaves a slot empty exactly when trying everything fills no more of them', () => {
    fc.assert(
      fc.property(situation, ({ hosts, before, wanted }) => {
        const empty = hosts.reduce(
          (timeline, options) => happen(timeline, { kind: 'add-host', options }),
          startTimeline(),
        );
        const settled = commit(happen(empty, { kind: 'add-service', ...before })).timeline;
        const asked = happen(settled, { kind: 'add-service', ...wanted });
        const { result } = commit(asked);
        const placed = result.plan.actions.filter(({ kind }) => kind === 'place').length;
        expect(placed).toBe(mostByTrying(asked, wanted.scale));
      }),
      { numRuns: 300 },
    );
  });

  it('names every host that it turned away exactly once', () => {
    fc.assert(
      fc.property(situation, ({ hosts, wanted }) => {
        const empty = hosts.reduce(
          (timeline, options) => happen(timeline, { kind: 'add-host', options }),
          startTimeline(),
        );
        const { result } = commit(happen(empty, { kind: 'add-service', ...wanted }));
        for (const { reason } of result.report.services.flatMap(({ units }) => units)) {
          if (reason?.code !== 'no-host') continue;
          expect(reason.filters.reduce((sum, { hostCount }) => sum + hostCount, 0)).toBe(hosts.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});

interface Tried {
  readonly host: HostModel;
  readonly held: readonly RevisionModel[];
}

/** The most units of the newest service that fit, by trying every way to spread them. */
function mostByTrying({ input }: Timeline, scale: number): number {
  const revisions = new Map(
    input.services.flatMap((service) => service.revisions.map((one) => [one.id, one])),
  );
  const newest = input.services.at(-1)?.revisions.at(-1);
  const tried = input.hosts.map((host) => ({
    host,
    held: input.units
      .filter(({ hostId }) => hostId === host.id)
      .flatMap(({ revisionId }) => revisions.get(revisionId) ?? []),
  }));
  return newest === undefined ? 0 : most(tried, newest, scale);
}

/** Units are alike, so it is enough to try how many go to the first host, and so on. */
function most([first, ...others]: readonly Tried[], revision: RevisionModel, wanted: number): number {
  if (first === undefined || wanted === 0) return 0;
  let best = most(others, revision, wanted);
  let held = first.held;
  for (let here = 1; here <= wanted; here += 1) {
    if (!fits(first.host, held, revision)) break;
    held = [...held, revision];
    best = Math.max(best, here + most(others, revision, wanted - here));
  }
  return best;
}

function fits(host: HostModel, held: readonly RevisionModel[], revision: RevisionModel): boolean {
  const all = [...held, revision];
  const memory = all.reduce((sum, one) => sum + one.memoryReservationBytes, 0);
  const cpu = all.reduce((sum, one) => sum + one.milliCpuReservation, 0);
  const ports = [...host.foreignPorts, ...held.flatMap((one) => one.ports)];
  const zone = host.labels.zone?.toLowerCase() ?? null;
  return (
    (revision.memoryReservationBytes === 0 || host.memoryBytes === null || memory <= host.memoryBytes) &&
    (revision.milliCpuReservation === 0 || host.milliCpu === null || cpu <= host.milliCpu) &&
    !revision.ports.some((port) => ports.some((other) => meet(port, other))) &&
    revision.hostRules.every(({ rule, value }) => {
      if (rule === 'must') return zone === value;
      return rule !== 'mustNot' || zone !== value;
    })
  );
}

function meet(a: PortClaim, b: PortClaim): boolean {
  const any = [null, '0.0.0.0'];
  const sameAddress = any.includes(a.hostIp) || any.includes(b.hostIp) || a.hostIp === b.hostIp;
  return a.hostPort === b.hostPort && a.protocol === b.protocol && sameAddress;
}
