import type { ContainerSpec } from '../protocol/assignment.ts';
import type { UnitError } from '../protocol/errors.ts';
import { FULL_RUN_MS } from './backoff.ts';
import type {
  FailureState,
  Instant,
  LocalContainer,
  TakeDownReason,
  UnitAction,
  UnitInput,
  UnitVerdict,
} from './model.ts';
import { pickContainers } from './pick-containers.ts';

/** A container that the engine is just removing is looked at again after this, should its event be lost. */
const REMOVING_LOOK_AGAIN_MS = 1_000;
/** The end of a pull makes the agent look again; this is for a pull whose end was missed. */
const PULLING_LOOK_AGAIN_MS = 60_000;
/** For a container whose spec is not known any more. */
const DEFAULT_STOP_TIMEOUT_MS = 10_000;
/** Two ends in a row may be chance; from here on it is said to be failing. */
const CRASHES_WORTH_TELLING = 2;
export const START_ONCE_LABEL = 'io.rancher.container.start_once';

/** What one container needs: nothing, an action, or patience. */
type Need =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'act'; readonly action: UnitAction }
  | { readonly kind: 'wait'; readonly until: Instant; readonly error: UnitError | null };

const NOTHING: Need = { kind: 'nothing' };

/** The next transition of a unit. Total: for every input there is a verdict, and every unconverged unit has a way on. */
export function stepUnit(input: UnitInput): UnitVerdict {
  const { assignment } = input;
  const specs = new Map(assignment.containers.map((spec) => [spec.launch, spec]));
  const hashes = new Map(assignment.containers.map((spec) => [spec.launch, spec.specHash]));
  const { byLaunch, duplicates } = pickContainers(input.containers, hashes);
  const surplus = [...byLaunch.values()].filter((container) => !specs.has(container.launch));
  const needs: Need[] = [
    ...duplicates.map((container) => takeDown(input, container, 'duplicate')),
    ...surplus.map((container) => takeDown(input, container, 'surplus')),
  ];
  // Sidekicks lean on the primary: it comes first on the way up and last on the way down.
  const wanted =
    assignment.desired === 'running' ? assignment.containers : assignment.containers.toReversed();
  for (const spec of wanted) needs.push(judgeLaunch(input, spec, byLaunch.get(spec.launch) ?? null));
  return sumUp(needs.map((need) => holdBack(input, need)));
}

function judgeLaunch(input: UnitInput, spec: ContainerSpec, container: LocalContainer | null): Need {
  switch (input.assignment.desired) {
    case 'running':
      return container === null ? create(input, spec) : keepRunning(input, spec, container);
    case 'stopped':
      return container === null ? NOTHING : keepStopped(input, spec, container);
    case 'removed':
      return container === null ? NOTHING : takeDown(input, container, 'undesired');
  }
}

function create(input: UnitInput, spec: ContainerSpec): Need {
  const { assignment, memory } = input;
  const takenAway = memory.made[spec.launch] === spec.specHash;
  if (memory.pulling[spec.launch] !== undefined) {
    return { kind: 'wait', until: input.now + PULLING_LOOK_AGAIN_MS, error: null };
  }
  return act({
    kind: 'create',
    unitId: assignment.unitId,
    launch: spec.launch,
    spec,
    restartCount: assignment.restartCount,
    // Healing must not depend on a registry: the image that ran here a moment ago is the right one.
    pullFirst: spec.pullAlways && !takenAway && memory.pulled[spec.launch] !== spec.specHash,
    cause: takenAway ? 'removed' : 'new',
  });
}

function keepRunning(input: UnitInput, spec: ContainerSpec, container: LocalContainer): Need {
  if (container.specHash !== spec.specHash) return takeDown(input, container, 'outdated');
  const { unitId } = input.assignment;
  const { id: containerId, launch } = container;
  switch (container.state) {
    case 'created':
      return start(input, container, 'new');
    case 'running':
      return servedRestart(input, container) < input.assignment.restartCount
        ? act({
            kind: 'restart',
            unitId,
            launch,
            containerId,
            restartCount: input.assignment.restartCount,
            timeoutMs: spec.stopTimeoutMs,
          })
        : provingItself(input, container);
    case 'exited':
      return spec.labels[START_ONCE_LABEL] === 'true' && container.startedAt !== null
        ? NOTHING
        : startAgain(input, container);
    case 'restarting':
      // The engine does it by the container's restart policy, with a backoff of its own.
      return { kind: 'wait', until: input.now + FULL_RUN_MS, error: crashError(input, container) };
    case 'paused':
      return act({ kind: 'unpause', unitId, launch, containerId });
    case 'dead':
      return takeDown(input, container, 'dead');
    case 'removing':
      return { kind: 'wait', until: input.now + REMOVING_LOOK_AGAIN_MS, error: null };
  }
}

function keepStopped(input: UnitInput, spec: ContainerSpec, container: LocalContainer): Need {
  const { state } = container;
  if (container.specHash !== spec.specHash || state === 'dead') {
    return takeDown(input, container, state === 'dead' ? 'dead' : 'outdated');
  }
  if (state === 'removing') return { kind: 'wait', until: input.now + REMOVING_LOOK_AGAIN_MS, error: null };
  return state === 'created' || state === 'exited' ? NOTHING : stop(input, container, 'undesired', false);
}

function takeDown(input: UnitInput, container: LocalContainer, reason: TakeDownReason): Need {
  switch (container.state) {
    case 'running':
    case 'restarting':
    case 'paused':
      return stop(input, container, reason, true);
    case 'removing':
      return { kind: 'wait', until: input.now + REMOVING_LOOK_AGAIN_MS, error: null };
    case 'created':
    case 'exited':
    case 'dead': {
      const { id: containerId, launch } = container;
      return act({ kind: 'remove', unitId: input.assignment.unitId, launch, containerId, reason });
    }
  }
}

function stop(
  input: UnitInput,
  container: LocalContainer,
  reason: TakeDownReason,
  removeNext: boolean,
): Need {
  const spec = input.assignment.containers.find((one) => one.launch === container.launch);
  return act({
    kind: 'stop',
    unitId: input.assignment.unitId,
    launch: container.launch,
    containerId: container.id,
    timeoutMs: spec?.stopTimeoutMs ?? DEFAULT_STOP_TIMEOUT_MS,
    reason,
    removeNext,
  });
}

function start(input: UnitInput, container: LocalContainer, cause: 'new' | 'exited'): Need {
  const { unitId, restartCount } = input.assignment;
  const { id: containerId, launch } = container;
  return act({ kind: 'start', unitId, launch, containerId, restartCount, cause });
}

function startAgain(input: UnitInput, container: LocalContainer): Need {
  const crash = input.memory.crashes[container.launch];
  const isItsCrash = crash !== undefined && crash.containerId === container.id;
  // A restart asked for meanwhile is a fresh try: nobody waits out an old backoff for it.
  const asked = servedRestart(input, container) < input.assignment.restartCount;
  if (isItsCrash && !asked && input.now < crash.notBefore) {
    return { kind: 'wait', until: crash.notBefore, error: crashError(input, container) };
  }
  return start(input, container, 'exited');
}

/** After ends in a row a running container counts as well only when it has run for a while. */
function provingItself(input: UnitInput, container: LocalContainer): Need {
  const error = crashError(input, container);
  const upSince = input.memory.crashes[container.launch]?.upSince ?? input.now;
  const provenAt = upSince + FULL_RUN_MS;
  return error === null || input.now >= provenAt ? NOTHING : { kind: 'wait', until: provenAt, error };
}

function crashError(input: UnitInput, container: LocalContainer): UnitError | null {
  const crash = input.memory.crashes[container.launch];
  if (crash === undefined || crash.containerId !== container.id || crash.count < CRASHES_WORTH_TELLING)
    return null;
  const exit = container.exitCode === null ? '' : ` with exit code ${container.exitCode}`;
  return {
    code: 'exited',
    message: `Ended${exit}, ${crash.count} times in a row.`,
    launch: container.launch,
  };
}

function servedRestart(input: UnitInput, container: LocalContainer): number {
  const { servedBefore, served } = input.memory;
  return Math.max(servedBefore, container.madeForRestart, served[container.id] ?? 0);
}

function act(action: UnitAction): Need {
  return { kind: 'act', action };
}

/** An action for a launch whose last one failed waits its turn; other launches of the unit go on meanwhile. */
function holdBack(input: UnitInput, need: Need): Need {
  if (need.kind !== 'act') return need;
  const failure: FailureState | undefined = input.memory.failures[need.action.launch];
  if (failure === undefined || failure.generation !== input.assignment.generation) return need;
  return input.now < failure.notBefore
    ? { kind: 'wait', until: failure.notBefore, error: failure.error }
    : need;
}

function sumUp(needs: readonly Need[]): UnitVerdict {
  let action: UnitAction | null = null;
  let lookAgainAt: Instant | null = null;
  let error: UnitError | null = null;
  for (const need of needs) {
    if (need.kind === 'act') action ??= need.action;
    if (need.kind === 'wait') {
      lookAgainAt = Math.min(lookAgainAt ?? need.until, need.until);
      error ??= need.error;
    }
  }
  return { action, lookAgainAt, error, converged: needs.every((need) => need.kind === 'nothing') };
}
