import type { UnitModel } from '../model/unit.ts';

/** The agent has worked to the unit's present generation, or to a later one. */
export function isAcknowledged(unit: UnitModel): boolean {
  return unit.observed.kind !== 'unobserved' && unit.observed.generation >= unit.generation;
}

/** The host said at the present generation that nothing of the unit is there. */
export function isKnownAbsent(unit: UnitModel): boolean {
  return unit.observed.kind === 'absent' && isAcknowledged(unit);
}

/** Removed and known to be gone: it holds no port, no memory and no index. */
export function isGone(unit: UnitModel): boolean {
  return unit.desired === 'removed' && isKnownAbsent(unit);
}

/** Last seen with every container running as the present generation asks. */
export function wasSeenRunning(unit: UnitModel): boolean {
  const { observed } = unit;
  if (unit.desired !== 'running' || observed.kind !== 'present' || !isAcknowledged(unit)) return false;
  return (
    observed.converged &&
    observed.containers.length > 0 &&
    observed.containers.every((container) => container.state === 'running')
  );
}

/** Last seen as a stopped unit should be. Nothing there at all is as stopped as it gets. */
export function wasSeenStopped(unit: UnitModel): boolean {
  if (unit.desired !== 'stopped' || !isAcknowledged(unit)) return false;
  return unit.observed.kind === 'absent' || (unit.observed.kind === 'present' && unit.observed.converged);
}

/** Some container ran when the unit was last seen, whatever generation the agent worked to. */
export function hadRunningContainer(unit: UnitModel): boolean {
  return (
    unit.observed.kind === 'present' &&
    unit.observed.containers.some((container) => container.state === 'running')
  );
}

export function hasExitedContainer(unit: UnitModel): boolean {
  return (
    unit.observed.kind === 'present' &&
    unit.observed.containers.some((container) => container.state === 'exited' || container.state === 'dead')
  );
}

/** At its first generation, and no container got further than being created as far as anybody has looked. */
export function mayNeverHaveRun(unit: UnitModel): boolean {
  if (unit.generation !== 1) return false;
  if (unit.observed.kind !== 'present') return true;
  return unit.observed.containers.every(
    (container) =>
      container.state === 'missing' || container.state === 'created' || container.state === 'removing',
  );
}

/**
 * Proof that the unit never ran: its host said so, or was never given the job. Only such a unit can be moved without
 * leaving anything behind; a host that took the job and has said nothing since may run it by now.
 */
export function hasNeverRun(unit: UnitModel): boolean {
  if (!mayNeverHaveRun(unit)) return false;
  return unit.observed.kind !== 'unobserved' || unit.job?.attempts === 0;
}

/** No job carries the decision and the agent has not worked to it. */
export function isUnsent(unit: UnitModel): boolean {
  return !isAcknowledged(unit) && unit.job?.generation !== unit.generation;
}
