import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../lint.ts';
import type { UnitModel } from '../model/unit.ts';
import { historyArbitrary, walk } from './arbitraries.ts';
import { TIMING } from './clock.ts';
import type { Timeline } from './history.ts';
import { portClashes, reservedTooMuch, slotsHeldTwice } from './invariants.ts';
import { SLOW } from './slow.ts';

const RUNS = { numRuns: 200 };

describe('whatever happens', SLOW, () => {
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

  it('units of hosts that do not answer are left alone, unless someone asked for their end', () => {
    const asked = ['scale-down', 'service-removed', 'host-removed', 'host-lost'];
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (before, { result, timeline }) => {
          const silent = new Set(
            before.input.hosts
              .filter(({ lastSeenAt }) => before.now - (lastSeenAt ?? 0) >= SILENT_AFTER_MS)
              .map(({ id }) => id),
          );
          const remaining = new Set(timeline.input.hosts.map(({ id }) => id));
          for (const action of result.plan.actions) {
            if (!('unitId' in action) || !silent.has(action.hostId)) continue;
            if (action.kind === 'change') expect(asked).toContain(action.cause);
            else if (action.kind === 'forget' && action.cause === 'host-removed') {
              // Whoever removes a host that is gone for good gives up what ran there.
              expect(remaining.has(action.hostId) && before.limits.actionsMax > 100).toBe(false);
            } else expect(action).toMatchObject({ kind: 'forget', cause: 'gone' });
          }
        });
      }),
      RUNS,
    );
  });

  it('a unit is given up for a lost host only together with its replacement', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (_, { result }) => {
          const { actions } = result.plan;
          const given = actions.filter(
            (action) => action.kind === 'change' && action.cause === 'host-lost',
          ).length;
          const replaced = actions.filter(
            (action) => action.kind === 'place' && action.cause === 'replace-lost',
          ).length;
          expect(given).toBeLessThanOrEqual(replaced);
        });
      }),
      RUNS,
    );
  });

  it('an edit or a restart takes no more running units out than the batch', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (before, { result }) => {
          const working = new Set(before.input.units.filter(runs).map(({ id }) => id));
          for (const { id } of before.input.services) {
            const taken = result.plan.actions.filter(
              (action) =>
                action.kind === 'change' &&
                action.serviceId === id &&
                (action.cause === 'update' || action.cause === 'restart') &&
                working.has(action.unitId) &&
                answers(before, action.hostId),
            );
            expect(taken.length).toBeLessThanOrEqual(before.limits.updateBatch);
          }
        });
      }),
      RUNS,
    );
  });

  it('generations go up by one and never down', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (before, { timeline }) => {
          const after = new Map(timeline.input.units.map((unit) => [unit.id, unit.generation]));
          for (const unit of before.input.units) {
            const step = (after.get(unit.id) ?? unit.generation) - unit.generation;
            expect([0, 1]).toContain(step);
          }
        });
      }),
      RUNS,
    );
  });

  it('nothing is placed for a service that is not asked to run', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (before, { result }) => {
          const idle = before.input.services
            .filter(({ desired }) => desired !== 'running')
            .map(({ id }) => id);
          const placed = result.plan.actions.filter(({ kind }) => kind === 'place');
          expect(placed.filter((action) => 'serviceId' in action && idle.includes(action.serviceId))).toEqual(
            [],
          );
        });
      }),
      RUNS,
    );
  });
});

const SILENT_AFTER_MS = TIMING.heartbeatMs * TIMING.missedMax;

function answers({ input, now }: Timeline, hostId: string): boolean {
  const host = input.hosts.find(({ id }) => id === hostId);
  return host !== undefined && now - (host.lastSeenAt ?? 0) < SILENT_AFTER_MS;
}

function runs({ desired, generation, observed }: UnitModel): boolean {
  return (
    desired === 'running' &&
    observed.kind === 'present' &&
    observed.converged &&
    observed.generation === generation
  );
}
