import type { Instant, ObservedContainerState, UnitObservation } from '../model/observed.ts';

export function runningObservation(
  generation: number,
  at: Instant,
  launches: readonly string[] = [''],
): UnitObservation {
  return containersObservation(generation, at, launches, 'running', true);
}

export function stoppedObservation(
  generation: number,
  at: Instant,
  launches: readonly string[] = [''],
): UnitObservation {
  return containersObservation(generation, at, launches, 'exited', true);
}

export function containersObservation(
  generation: number,
  at: Instant,
  launches: readonly string[],
  state: ObservedContainerState,
  converged: boolean,
): UnitObservation {
  return {
    kind: 'present',
    generation,
    converged,
    containers: launches.map((launch) => ({ launch, state })),
    at,
  };
}

export function absentObservation(generation: number, at: Instant): UnitObservation {
  return { kind: 'absent', generation, at };
}
