import type { UnitVerdict } from '../core/model.ts';
import { pickContainers } from '../core/pick-containers.ts';
import type { EngineContainer } from '../docker/port.ts';
import type { Assignment } from '../protocol/assignment.ts';
import type { ObservedContainer, UnitObservation } from '../protocol/observation.ts';
import { generationOf, toLocal } from './to-local.ts';

type Healed = UnitObservation['healed'];

/** A unit as the server is told of it: each wanted container, then what is there besides. */
export function describeUnit(
  assignment: Assignment,
  containers: readonly EngineContainer[],
  verdict: UnitVerdict | null,
  healed: Healed,
): UnitObservation {
  const hashes = new Map(assignment.containers.map((spec) => [spec.launch, spec.specHash]));
  const { byLaunch } = pickContainers(containers.map(toLocal), hashes);
  const shown = new Set<string>();
  const observed: ObservedContainer[] = [];
  for (const { launch } of assignment.containers) {
    const local = byLaunch.get(launch);
    const container = containers.find(({ id }) => id === local?.id);
    if (container !== undefined) {
      observed.push(describeContainer(container));
      shown.add(container.id);
    } else if (assignment.desired !== 'removed') {
      observed.push(missing(launch));
    }
  }
  for (const container of containers)
    if (!shown.has(container.id)) observed.push(describeContainer(container));
  return {
    unitId: assignment.unitId,
    generation: assignment.generation,
    converged: verdict?.converged ?? false,
    containers: observed,
    error: verdict?.error ?? null,
    healed: [...healed],
  };
}

/** Containers of a unit that this host holds no assignment for. */
export function describeUnknownUnit(unitId: string, containers: readonly EngineContainer[]): UnitObservation {
  return {
    unitId,
    generation: containers.reduce((highest, container) => Math.max(highest, generationOf(container)), 0),
    converged: false,
    containers: containers.map(describeContainer),
    error: null,
    healed: [],
  };
}

function describeContainer(container: EngineContainer): ObservedContainer {
  const { launch, specHash } = toLocal(container);
  const { id: dockerId, state, facts } = container;
  const { startedAt, ipAddress, exitCode } = facts;
  return { launch, dockerId, state, specHash, startedAt, ipAddress, exitCode, facts };
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
