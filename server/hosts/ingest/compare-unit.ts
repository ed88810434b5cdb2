import type { UnitError } from '../../../agent/protocol/errors.ts';
import type { ObservedContainer, UnitObservation } from '../../../agent/protocol/observation.ts';
import type { RecordedInstance, RecordedUnit } from '../../db/repositories/ingest/read-units.ts';
import type { InstanceChange, UnitChange } from '../../db/repositories/ingest/write-units.ts';

export interface StateChange {
  readonly instance: RecordedInstance;
  readonly state: string;
  readonly exitCode: number | null;
}

/** What one observation changes about what is recorded. */
export interface UnitDifference {
  readonly unit: UnitChange | null;
  readonly instances: readonly InstanceChange[];
  readonly states: readonly StateChange[];
}

function hasNothing(containers: readonly ObservedContainer[]): boolean {
  return containers.every((container) => container.state === 'missing');
}

function differsInError(before: UnitError | null, after: UnitError | null): boolean {
  return before?.code !== after?.code || before?.message !== after?.message;
}

function compareUnit(recorded: RecordedUnit, next: Omit<UnitChange, 'id' | 'errorIsNew'>): UnitChange | null {
  const same =
    recorded.observedPresent === next.present &&
    recorded.observedGeneration === next.generation &&
    recorded.observedConverged === next.converged &&
    !differsInError(recorded.observedError, next.error);
  if (same) return null;
  return { ...next, id: recorded.id, errorIsNew: recorded.observedError?.code !== next.error?.code };
}

function sameInstant(recorded: Date | null, reported: string | null): boolean {
  return (recorded?.getTime() ?? null) === (reported === null ? null : Date.parse(reported));
}

function compareInstance(recorded: RecordedInstance, seen: ObservedContainer): InstanceChange | null {
  const same =
    recorded.dockerId === seen.dockerId &&
    recorded.state === seen.state &&
    recorded.specHash === seen.specHash &&
    recorded.ipAddress === seen.ipAddress &&
    recorded.exitCode === seen.exitCode &&
    sameInstant(recorded.startedAt, seen.startedAt) &&
    seen.facts === null;
  if (same) return null;
  const { dockerId, state, specHash, startedAt, ipAddress, exitCode, facts } = seen;
  return { id: recorded.id, dockerId, state, specHash, startedAt, ipAddress, exitCode, facts };
}

/** Another container runs where one ran before, or the same one anew, and nothing was seen of the moment between. */
function isNewRun(recorded: RecordedInstance, seen: ObservedContainer): boolean {
  if (seen.state !== 'running' || recorded.dockerId === null) return false;
  const startedAgain = recorded.startedAt !== null && !sameInstant(recorded.startedAt, seen.startedAt);
  return recorded.dockerId !== seen.dockerId || startedAgain;
}

function missing(launch: string): ObservedContainer {
  return {
    launch,
    dockerId: null,
    state: 'missing',
    specHash: null,
    startedAt: null,
    ipAddress: null,
    exitCode: null,
    facts: null,
  };
}

/**
 * Goes by what is recorded: a launch the host does not speak of is not there, one that a newer revision has dropped has
 * no row any more, and of two containers for one launch the host names the one that counts first.
 */
function compareInstances(
  recorded: readonly RecordedInstance[],
  seen: readonly ObservedContainer[],
): Omit<UnitDifference, 'unit'> {
  const instances: InstanceChange[] = [];
  const states: StateChange[] = [];
  for (const instance of recorded) {
    const container =
      seen.find((candidate) => candidate.launch === instance.launch) ?? missing(instance.launch);
    const change = compareInstance(instance, container);
    if (change !== null) instances.push(change);
    if (instance.state !== container.state || isNewRun(instance, container)) {
      states.push({ instance, state: container.state, exitCode: container.exitCode });
    }
  }
  return { instances, states };
}

export function compareObservation(
  recorded: RecordedUnit,
  instances: readonly RecordedInstance[],
  seen: UnitObservation,
): UnitDifference {
  // A running unit whose containers were taken away is still the host's; a removed one without containers is gone. But
  // while the host is at work on it, what it just makes may not be in the list yet.
  const absent = recorded.desired === 'removed' && seen.converged && hasNothing(seen.containers);
  const unit = compareUnit(recorded, {
    present: !absent,
    generation: seen.generation,
    converged: seen.converged,
    error: seen.error,
  });
  return { unit, ...compareInstances(instances, seen.containers) };
}

/** A unit that a full list does not have. */
export function compareAbsence(
  recorded: RecordedUnit,
  instances: readonly RecordedInstance[],
): UnitDifference {
  // Without an assignment the host works to no generation. A removed unit keeps the one it last acknowledged, because
  // a list without it says nothing about whether the host has heard of the removal.
  const generation = recorded.desired === 'removed' ? (recorded.observedGeneration ?? 0) : 0;
  const unit = compareUnit(recorded, { present: false, generation, converged: false, error: null });
  return { unit, ...compareInstances(instances, []) };
}
