import type { Reason as CoreReason, ServiceReport } from '../core/model/report.ts';
import type { StatusRow } from '../db/repositories/plan/write-statuses.ts';
import type { RecordedStatus, Snapshot } from '../db/repositories/snapshot/read-snapshot.ts';
import type { Reason } from '../schemas/reason.ts';
import { canonicalJson } from './assignment/canonical-json.ts';

function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

/** In the words of `reasonSchema`, which is what every reader parses it with. */
function toReason(reason: CoreReason): Reason {
  return {
    code: reason.code,
    message: reason.message,
    since: new Date(reason.since).toISOString(),
    attempts: reason.attempts,
    nextAttemptAt: iso(reason.nextAttemptAt),
    filters: reason.filters.map((filter) => ({ ...filter })),
  };
}

export function toStatusRow(report: ServiceReport, asked: string): StatusRow {
  return {
    serviceId: report.serviceId,
    answers: asked,
    state: report.state,
    reason: report.reason === null ? null : toReason(report.reason),
    unitCount: report.unitCount,
    runningCount: report.runningCount,
    units: report.units.map((unit) => ({
      ...unit,
      reason: unit.reason === null ? null : toReason(unit.reason),
    })),
  };
}

export interface StatusChange {
  readonly row: StatusRow;
  /** Null for a service that is reported for the first time. */
  readonly before: RecordedStatus | null;
}

/** Only what differs from what is recorded is written, so that an idle environment writes nothing. */
export function changedStatuses(
  reports: readonly ServiceReport[],
  { statuses, asked }: Pick<Snapshot, 'statuses' | 'asked'>,
): StatusChange[] {
  return reports.flatMap((report) => {
    const row = toStatusRow(report, asked.get(report.serviceId) ?? '');
    const before = statuses.get(report.serviceId) ?? null;
    if (before !== null && canonicalJson({ ...before, serviceId: row.serviceId }) === canonicalJson(row))
      return [];
    return [{ row, before }];
  });
}
