import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonCodeSchema } from '../../schemas/reason.ts';
import type { ServiceModel } from '../model/service.ts';
import type { UnitModel } from '../model/unit.ts';
import { historyArbitrary, walk } from './arbitraries.ts';
import { TIMING } from './clock.ts';
import type { Timeline } from './history.ts';
import { mayBeThere } from './invariants.ts';
import { SLOW } from './slow.ts';

const RUNS = { numRuns: 200 };

describe('the report', SLOW, () => {
  it('has every unit that may be there exactly once, and every slot that has none', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (_, { result, timeline }) => {
          for (const service of timeline.input.services) {
            const report = result.report.services.find(({ serviceId }) => serviceId === service.id);
            const told = report?.units.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])) ?? [];
            const there = timeline.input.units.filter(
              (unit) => unit.serviceId === service.id && mayBeThere(unit),
            );
            expect([...told].sort()).toEqual(there.map(({ id }) => id).sort());
            const staying = there.filter(({ desired }) => desired !== 'removed').length;
            const waiting = (report?.units.length ?? 0) - told.length;
            if (service.desired === 'running') expect(waiting).toBe(Math.max(0, service.scale - staying));
            else expect(waiting).toBe(0);
          }
        });
      }),
      RUNS,
    );
  });

  it('gives one reason to what is not as asked and none to what is', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (before, { result }) => {
          const units = new Map(before.input.units.map((unit) => [unit.id, unit]));
          const acted = new Set(
            result.plan.actions.flatMap((action) => ('unitId' in action ? [action.unitId] : [])),
          );
          for (const { serviceId, units: reports } of result.report.services) {
            const service = before.input.services.find(({ id }) => id === serviceId);
            for (const { unitId, reason } of reports) {
              const unit = unitId === null ? undefined : units.get(unitId);
              const asAsked =
                unit !== undefined &&
                service !== undefined &&
                !acted.has(unit.id) &&
                isAsAsked(before, service, unit);
              // What cannot be done by this plan, or by any, may well concern a unit that is right in itself.
              if (reason?.code === 'limit' || reason?.code === 'no-host') continue;
              expect([unitId, reason?.code ?? null, reason === null]).toEqual([
                unitId,
                reason?.code ?? null,
                asAsked,
              ]);
            }
          }
        });
      }),
      RUNS,
    );
  });

  it('sums up: a service has a reason exactly when it or one of its units is not as asked', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        walk(history, (before, { result }) => {
          for (const report of result.report.services) {
            const reasons = report.units.map(({ reason }) => reason).filter((reason) => reason !== null);
            const converged = reasons.length === 0 && report.state !== 'removing';
            expect(report.reason === null).toBe(converged);
            if (report.reason !== null && reasons.length > 0) expect(reasons).toContainEqual(report.reason);
            if (converged) expect(['active', 'stopped']).toContain(report.state);
            expect(report.runningCount).toBeLessThanOrEqual(report.unitCount);
            for (const reason of reasons) expect(reasonCodeSchema.options).toContain(reason.code);
            const scale = before.input.services.find(({ id }) => id === report.serviceId)?.scale ?? 0;
            if (report.state === 'active') expect(report.runningCount).toBeGreaterThanOrEqual(scale);
          }
        });
      }),
      RUNS,
    );
  });
});

/** Said from the rules: its host answers, it has what is current, and was seen to be what it is meant to be. */
function isAsAsked({ input, now }: Timeline, service: ServiceModel, unit: UnitModel): boolean {
  const host = input.hosts.find(({ id }) => id === unit.hostId);
  if (host === undefined || now - (host.lastSeenAt ?? 0) >= TIMING.heartbeatMs * TIMING.missedMax)
    return false;
  if (unit.desired !== service.desired || unit.observed.kind === 'unobserved') return false;
  if (unit.observed.generation !== unit.generation) return false;
  if (unit.desired === 'stopped') return unit.observed.kind === 'absent' || unit.observed.converged;
  return (
    unit.observed.kind === 'present' &&
    unit.observed.converged &&
    unit.revisionId === service.currentRevisionId &&
    unit.restartCount >= service.restartCount
  );
}
