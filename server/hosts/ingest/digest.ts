import type { ReportInput } from '../../../agent/protocol/messages.ts';
import type { UnitObservation } from '../../../agent/protocol/observation.ts';
import type { RecordedInstance, RecordedUnit } from '../../db/repositories/ingest/read-units.ts';
import type { InstanceChange, UnitChange } from '../../db/repositories/ingest/write-units.ts';
import { GENERATION_BELIEVED_MAX } from '../generation-limit.ts';
import { compareAbsence, compareObservation, type StateChange, type UnitDifference } from './compare-unit.ts';
import { type JudgedFailure, judgeFailure, judgeJob } from './settle-jobs.ts';

export interface UnitNews {
  readonly unit: RecordedUnit;
  readonly states: readonly StateChange[];
  readonly healed: UnitObservation['healed'];
  /** An error the unit did not have before. */
  readonly newError: UnitObservation['error'];
}

/** All that a report changes, worked out before anything is written. */
export interface ReportDigest {
  readonly units: readonly UnitChange[];
  readonly instances: readonly InstanceChange[];
  readonly news: readonly UnitNews[];
  readonly doneJobIds: readonly string[];
  readonly progressJobIds: readonly string[];
  readonly failures: readonly JudgedFailure[];
  /** The host works to decisions that this database has never made: it was restored. What they led to is not judged. */
  readonly isAhead: boolean;
  /** Units of the message that are not live units of this host. */
  readonly strangerIds: readonly string[];
  /** The name of a unit's container, the primary's for `''`; what a person calls it by. */
  nameOf(unitId: string, launch: string): string;
}

interface Collected {
  readonly units: UnitChange[];
  readonly instances: InstanceChange[];
  readonly news: UnitNews[];
}

function collect(
  into: Collected,
  unit: RecordedUnit,
  difference: UnitDifference,
  seen: UnitObservation | null,
): void {
  if (difference.unit !== null) into.units.push(difference.unit);
  into.instances.push(...difference.instances);
  // Between two attempts a unit has no error for a moment; the same failure of the next one is not history again.
  const isNews = difference.unit?.errorIsNew === true && difference.unit.error?.code !== unit.jobError?.code;
  const newError = isNews ? (difference.unit?.error ?? null) : null;
  const healed = seen?.healed ?? [];
  if (
    difference.states.length === 0 &&
    healed.length === 0 &&
    newError === null &&
    difference.unit === null
  ) {
    return;
  }
  into.news.push({ unit, states: difference.states, healed, newError });
}

function strangers(report: ReportInput, known: ReadonlyMap<string, RecordedUnit>): string[] {
  const ids = [
    ...report.units.map((seen) => seen.unitId),
    ...report.failures.map((failure) => failure.unitId),
  ];
  return [...new Set(ids)].filter((id) => !known.has(id));
}

function isAhead(unit: RecordedUnit, seen: UnitObservation): boolean {
  return seen.generation > unit.generation && seen.generation <= GENERATION_BELIEVED_MAX;
}

export function digestReport(
  report: ReportInput,
  recorded: readonly RecordedUnit[],
  instances: readonly RecordedInstance[],
): ReportDigest {
  const byId = new Map(recorded.map((unit) => [unit.id, unit]));
  const instancesOf = Map.groupBy(instances, (instance) => instance.unitId);
  const seenById = new Map(report.units.map((seen) => [seen.unitId, seen]));
  const collected: Collected = { units: [], instances: [], news: [] };
  const doneJobIds: string[] = [];
  const progressJobIds: string[] = [];
  const aheadIds: string[] = [];
  for (const unit of recorded) {
    const own = instancesOf.get(unit.id) ?? [];
    const seen = seenById.get(unit.id);
    if (seen === undefined) {
      if (report.full && report.engineReachable) collect(collected, unit, compareAbsence(unit, own), null);
      continue;
    }
    if (isAhead(unit, seen)) {
      aheadIds.push(unit.id);
      continue;
    }
    collect(collected, unit, compareObservation(unit, own, seen), seen);
    const verdict = judgeJob(unit, seen);
    if (unit.jobId === null || verdict === 'none') continue;
    (verdict === 'done' ? doneJobIds : progressJobIds).push(unit.jobId);
  }
  const done = new Set(doneJobIds);
  const failures = report.failures
    .map((failure) => judgeFailure(byId.get(failure.unitId), failure))
    .filter((failure) => failure !== null)
    .filter((failure) => !done.has(failure.attempt.jobId));
  return {
    ...collected,
    doneJobIds,
    progressJobIds,
    failures,
    isAhead: aheadIds.length > 0,
    strangerIds: strangers(report, byId),
    nameOf: (unitId, launch) =>
      instancesOf.get(unitId)?.find((instance) => instance.launch === launch)?.name ?? launch,
  };
}
