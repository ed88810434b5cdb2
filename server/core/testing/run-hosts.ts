import type { HostModel } from '../model/host.ts';
import type { PlanInput } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import type { UnitModel } from '../model/unit.ts';
import { absentObservation, runningObservation, stoppedObservation } from './observations.ts';

export interface FairWorld {
  /** Hosts that neither answer nor work. Default none. */
  readonly isDown?: (host: HostModel) => boolean;
  /** Units whose job fails, with the code it fails with. Default none. */
  readonly failureOf?: (unit: UnitModel) => string | null;
}

/**
 * The simplest hosts: every one that answers carries out all its jobs at once, keeps what it runs running, and
 * reports. Containers that died are brought back, as the agent does by itself.
 */
export function runHosts(input: PlanInput, now: Instant, world: FairWorld = {}): PlanInput {
  const isDown = world.isDown ?? (() => false);
  const hosts = input.hosts.map((host) => (isDown(host) ? host : answer(host, now)));
  const working = new Set(hosts.filter((host) => !isDown(host) && host.engineReachable).map(({ id }) => id));
  return {
    ...input,
    hosts,
    units: input.units.map((unit) => (working.has(unit.hostId) ? work(unit, now, world) : unit)),
  };
}

function answer(host: HostModel, now: Instant): HostModel {
  return { ...host, lastSeenAt: now, engineReachable: true, knowledge: { kind: 'known' } };
}

function work(unit: UnitModel, now: Instant, world: FairWorld): UnitModel {
  const told = unit.job?.generation === unit.generation ? unit.generation : seenGeneration(unit);
  // The host knows only older decisions; it goes on with those until it is told.
  if (told < unit.generation) return unit;
  const code = unit.desired === 'running' ? (world.failureOf?.(unit) ?? null) : null;
  if (code !== null) return fail(unit, code, now);
  return { ...unit, job: null, failure: null, observed: observe(unit, now) };
}

function seenGeneration(unit: UnitModel): number {
  return unit.observed.kind === 'unobserved' ? 0 : unit.observed.generation;
}

function observe(unit: UnitModel, now: Instant): UnitModel['observed'] {
  switch (unit.desired) {
    case 'running':
      return runningObservation(unit.generation, now);
    case 'stopped':
      return stoppedObservation(unit.generation, now);
    case 'removed':
      return absentObservation(unit.generation, now);
  }
}

function fail(unit: UnitModel, code: string, now: Instant): UnitModel {
  const attempts = (unit.failure?.attempts ?? 0) + 1;
  return {
    ...unit,
    failure: { code, message: code, since: unit.failure?.since ?? now, attempts, nextAttemptAt: now + 1_000 },
    observed: {
      kind: 'present',
      generation: unit.generation,
      converged: false,
      containers: [{ launch: '', state: 'created' }],
      at: now,
    },
  };
}
