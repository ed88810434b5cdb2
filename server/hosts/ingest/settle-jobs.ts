import type { UnitError } from '../../../agent/protocol/errors.ts';
import type { JobFailure } from '../../../agent/protocol/messages.ts';
import type { UnitObservation } from '../../../agent/protocol/observation.ts';
import type { RecordedUnit } from '../../db/repositories/ingest/read-units.ts';
import type { FailedAttempt } from '../../db/repositories/queue/settle.ts';

export type JobVerdict = 'done' | 'progress' | 'none';

/** Whether an observation shows what the unit's job asked for: seen, not said. */
export function judgeJob(unit: RecordedUnit, seen: UnitObservation): JobVerdict {
  if (unit.jobId === null || unit.jobGeneration === null) return 'none';
  if (seen.generation < unit.jobGeneration) return 'none';
  const nothing = seen.containers.every((container) => container.state === 'missing');
  const reached = seen.converged && (unit.desired !== 'removed' || nothing);
  if (reached) return 'done';
  return unit.jobState === 'leased' && seen.error === null ? 'progress' : 'none';
}

export interface JudgedFailure {
  readonly unit: RecordedUnit;
  readonly attempt: FailedAttempt;
  readonly error: UnitError;
  /** First failure, or another one than before; repeats are not history. */
  readonly isNews: boolean;
}

/** Null when the failure is about a job that no longer stands. */
export function judgeFailure(unit: RecordedUnit | undefined, failure: JobFailure): JudgedFailure | null {
  if (unit === undefined || unit.jobId !== failure.jobId || unit.jobGeneration !== failure.generation) {
    return null;
  }
  return {
    unit,
    attempt: {
      jobId: failure.jobId,
      unitId: failure.unitId,
      generation: failure.generation,
      attempts: unit.jobAttempts ?? 1,
      error: failure.error,
    },
    error: failure.error,
    isNews: unit.jobError?.code !== failure.error.code && unit.observedError?.code !== failure.error.code,
  };
}
