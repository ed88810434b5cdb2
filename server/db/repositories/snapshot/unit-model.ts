import { z } from 'zod';
import type { UnitObservation } from '../../../core/model/observed.ts';
import type { PendingJob, UnitFailure, UnitModel } from '../../../core/model/unit.ts';
import { readRecreations } from '../recreations.ts';
import { instant, instantOrNull } from './instant.ts';
import type { InstanceRow, UnitRow } from './rows.ts';

function toObservation(row: UnitRow, instances: readonly InstanceRow[]): UnitObservation {
  if (row.observedPresent === null || row.observedAt === null) return { kind: 'unobserved' };
  const generation = row.observedGeneration ?? 0;
  const at = instant(row.observedAt);
  if (!row.observedPresent) return { kind: 'absent', generation, at };
  const containers = instances.map(({ launch, state }) => ({ launch, state }));
  return { kind: 'present', generation, converged: row.observedConverged === true, containers, at };
}

function toJob(row: UnitRow): PendingJob | null {
  const { jobGeneration, jobState, jobAttempts, jobNotBefore } = row;
  if (jobGeneration === null || jobState === null || jobAttempts === null || jobNotBefore === null)
    return null;
  return {
    generation: jobGeneration,
    state: jobState,
    attempts: jobAttempts,
    notBefore: instant(jobNotBefore),
  };
}

/** Codes of newer agents are the planner's business; what has none says nothing. */
const errorSchema = z
  .object({ code: z.string(), message: z.string().catch('') })
  .nullable()
  .catch(null);

/** The job's failure while it lives; afterwards what the host itself says of the unit. */
function toFailure(row: UnitRow): UnitFailure | null {
  const jobError = errorSchema.parse(row.jobError);
  if (jobError !== null && row.jobFailingSince !== null && row.jobGeneration === row.generation) {
    return {
      ...jobError,
      since: instant(row.jobFailingSince),
      attempts: row.jobAttempts ?? 1,
      nextAttemptAt: row.jobState === 'queued' ? instantOrNull(row.jobNotBefore) : null,
    };
  }
  const observedError = errorSchema.parse(row.observedError);
  if (observedError === null || row.observedErrorSince === null) return null;
  if ((row.observedGeneration ?? 0) < row.generation) return null;
  return {
    ...observedError,
    since: instant(row.observedErrorSince),
    attempts: row.jobAttempts ?? 1,
    nextAttemptAt: null,
  };
}

export function toUnitModel(row: UnitRow, instances: readonly InstanceRow[]): UnitModel {
  return {
    id: row.id,
    serviceId: row.serviceId,
    hostId: row.hostId,
    index: row.index,
    createIndex: row.createIndex,
    revisionId: row.revisionId,
    generation: row.generation,
    desired: row.desired,
    restartCount: row.restartCount,
    recreations: readRecreations(row.recreations),
    recreateCount: row.recreateCount,
    createdAt: instant(row.createdAt),
    lostAt: instantOrNull(row.lostAt),
    job: toJob(row),
    failure: toFailure(row),
    observed: toObservation(row, instances),
  };
}
