import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../model/input.ts';
import type { UnitModel } from '../model/unit.ts';
import { plan } from '../plan.ts';
import { cluster, makeHost } from './builders.ts';
import { LIMITS, NOW, TIMING } from './clock.ts';
import { countingIds } from './ids.ts';
import { runningObservation } from './observations.ts';
import { SLOW } from './slow.ts';

const HOSTS = 1_000;
const SERVICES = 100;
const UNITS_EACH = 100;

/**
 * Ten times what is wanted of a quiet machine (100 ms and 1 s): the tests share theirs, and what they guard against
 * is work that grows with the square of the cluster, which is slower by far more than that.
 */
const IDLE_MS_MAX = 1_000;
const PLACING_MS_MAX = 10_000;

function largeInput(scale: number): PlanInput {
  const names = Array.from({ length: SERVICES }, (_, at) => `s${at}`);
  const { input } = names.reduce(
    (builder, name) => builder.service(name, { scale, memoryMb: 1, nextCreateIndex: UNITS_EACH + 1 }),
    cluster(),
  );
  return {
    ...input,
    hosts: Array.from({ length: HOSTS }, (_, at) => makeHost(`h${at}`)),
    units: names.flatMap((name, service) =>
      Array.from({ length: UNITS_EACH }, (_, at) => largeUnit(name, at + 1, service * UNITS_EACH + at)),
    ),
  };
}

function largeUnit(serviceId: string, index: number, at: number): UnitModel {
  return {
    id: `${serviceId}-${index}`,
    serviceId,
    hostId: `h${at % HOSTS}`,
    index,
    createIndex: index,
    revisionId: `${serviceId}-r1`,
    generation: 1,
    desired: 'running',
    restartCount: 0,
    recreations: {},
    recreateCount: 0,
    createdAt: NOW,
    lostAt: null,
    job: null,
    failure: null,
    observed: runningObservation(1, NOW),
  };
}

function measure(input: PlanInput): { readonly actionCount: number; readonly ms: number } {
  const startedAt = performance.now();
  const { plan: made } = plan({
    input,
    now: NOW,
    ids: countingIds(),
    limits: { ...LIMITS, actionsMax: 100_000 },
    timing: TIMING,
  });
  return { actionCount: made.actions.length, ms: performance.now() - startedAt };
}

describe('a thousand hosts with ten thousand units', SLOW, () => {
  it('nothing to do: planned in a moment', () => {
    const { actionCount, ms } = measure(largeInput(UNITS_EACH));
    expect(actionCount).toBe(0);
    expect(ms).toBeLessThan(IDLE_MS_MAX);
  });

  it('a thousand units to place: planned in a moment', () => {
    const { actionCount, ms } = measure(largeInput(UNITS_EACH + 10));
    expect(actionCount).toBe(1_000);
    expect(ms).toBeLessThan(PLACING_MS_MAX);
  });

  it('every unit outdated and nowhere to go: still planned in a moment', () => {
    const input = largeInput(UNITS_EACH);
    const edited = {
      ...input,
      services: input.services.map((service) => ({
        ...service,
        currentRevisionId: 'next',
        revisions: [
          ...service.revisions,
          ...service.revisions.map((one) => ({ ...one, id: 'next', memoryReservationBytes: 1e15 })),
        ],
      })),
    };
    const { actionCount, ms } = measure(edited);
    expect(actionCount).toBe(0);
    expect(ms).toBeLessThan(PLACING_MS_MAX);
  });
});
