import type { Draft } from './draft.ts';
import type { Instant } from './model/observed.ts';
import type { ServiceReport, UnitReport } from './model/report.ts';
import { mostTelling, obstacleReason, reason } from './report/reason.ts';
import { reportUnit } from './report/report-unit.ts';
import { serviceState } from './report/service-state.ts';
import { by, compareText, sorted } from './sort.ts';
import type { ServiceFacts, World } from './world/world.ts';

/** By service id. Whatever is not as asked has exactly one reason. */
export function writeReport(world: World, draft: Draft): readonly ServiceReport[] {
  const { now } = world.request;
  const reports = world.services.map((service) => reportService(service, draft, now));
  return sorted(reports, (a, b) => compareText(a.serviceId, b.serviceId));
}

function reportService(service: ServiceFacts, draft: Draft, now: Instant): ServiceReport {
  const { id, createdAt, scale } = service.service;
  const units = sorted(
    [...reportUnits(service, draft), ...reportPlaced(id, draft, now), ...reportWaiting(id, draft, createdAt)],
    by(
      (a, b) => a.index - b.index,
      (a, b) => compareText(a.unitId ?? '', b.unitId ?? ''),
    ),
  );
  // What this plan takes out of service no longer counts, even if its containers run for another moment.
  const runningCount = units.filter(({ state }) => state === 'running').length;
  const { desired } = service;
  return {
    serviceId: id,
    state: serviceState({ desired, scale, runningCount, units }),
    reason:
      mostTelling(units.map((unit) => unit.reason)) ??
      (desired === 'removed' ? reason('removing', createdAt) : null),
    unitCount: units.filter(({ unitId, state }) => unitId !== null && state !== 'removing').length,
    runningCount,
    units,
  };
}

function reportUnits(service: ServiceFacts, draft: Draft): readonly UnitReport[] {
  return service.units.map((facts) => reportUnit(facts, draft)).filter((report) => report !== null);
}

function reportPlaced(serviceId: string, draft: Draft, now: Instant): readonly UnitReport[] {
  return draft.placedOf(serviceId).map(({ unitId, index, hostId }) => ({
    unitId,
    index,
    hostId,
    state: 'starting',
    reason: reason('starting', now),
  }));
}

function reportWaiting(serviceId: string, draft: Draft, since: Instant): readonly UnitReport[] {
  return draft.waitingOf(serviceId).map(({ index, obstacle }) => ({
    unitId: null,
    index,
    hostId: null,
    state: 'waiting',
    reason: obstacleReason(obstacle, since),
  }));
}
