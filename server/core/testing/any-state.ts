import fc from 'fast-check';
import type { HostLifecycle, HostModel } from '../model/host.ts';
import type { PlanRequest } from '../model/input.ts';
import type { UnitObservation } from '../model/observed.ts';
import type { ServiceModel } from '../model/service.ts';
import type { UnitDesired, UnitModel } from '../model/unit.ts';
import { hostArbitrary, specArbitrary } from './arbitraries.ts';
import { makeFailure, makeHost, makeRevision } from './builders.ts';
import { LIMITS, LOST_MS, NOW, SILENT_MS, TIMING } from './clock.ts';
import { countingIds } from './ids.ts';

/**
 * States put together at random, many of which no history leads to: what a restored backup or a bug elsewhere could
 * leave behind. The planner must not make them worse.
 */
const hostStates: readonly HostLifecycle[] = [
  'registering',
  'active',
  'active',
  'active',
  'inactive',
  'reconnecting',
  'disconnected',
  'removing',
];

const anyHost = fc.record({
  options: hostArbitrary,
  desired: fc.constantFrom<HostModel['desired']>('active', 'active', 'active', 'inactive', 'removed'),
  state: fc.constantFrom(...hostStates),
  seenAgoMs: fc.constantFrom(0, 0, 0, SILENT_MS, LOST_MS),
  engineReachable: fc.constantFrom(true, true, true, false),
  knowledge: fc.constantFrom<HostModel['knowledge']>(
    { kind: 'known' },
    { kind: 'known' },
    { kind: 'stale', since: NOW - 1 },
    { kind: 'unknown', since: NOW - 1 },
  ),
});

const anyService = fc.record({
  desired: fc.constantFrom<ServiceModel['desired']>('running', 'running', 'running', 'stopped', 'removed'),
  scale: fc.nat({ max: 4 }),
  restartCount: fc.nat({ max: 1 }),
  specs: fc.array(specArbitrary, { minLength: 1, maxLength: 2 }),
});

const anyUnit = fc.record({
  service: fc.nat({ max: 2 }),
  host: fc.nat({ max: 4 }),
  revision: fc.nat({ max: 1 }),
  index: fc.integer({ min: 1, max: 4 }),
  generation: fc.integer({ min: 1, max: 2 }),
  desired: fc.constantFrom<UnitDesired>('running', 'running', 'running', 'stopped', 'removed'),
  isLost: fc.constantFrom(false, false, false, true),
  hasJob: fc.boolean(),
  failure: fc.constantFrom(null, null, null, 'port-taken', 'exited'),
  seen: fc.constantFrom('unobserved', 'absent', 'running', 'running', 'created', 'exited'),
  seenGeneration: fc.integer({ min: 1, max: 2 }),
  recreation: fc.constantFrom(0, 0, 0, 1, 2),
  recreateCount: fc.constantFrom(0, 0, 1, 2),
});

type AnyUnit = typeof anyUnit extends fc.Arbitrary<infer Unit> ? Unit : never;

/** A function, because a request's source of ids is used up by planning. */
export const anyRequestArbitrary: fc.Arbitrary<() => PlanRequest> = fc
  .record({
    hosts: fc.array(anyHost, { maxLength: 5, size: 'max' }),
    services: fc.array(anyService, { minLength: 1, maxLength: 3, size: 'max' }),
    units: fc.array(anyUnit, { maxLength: 10, size: 'max' }),
    isStackRemoved: fc.constantFrom(false, false, false, false, true),
    actionsMax: fc.constantFrom(1_000, 1_000, 3),
    updateBatch: fc.constantFrom(1, 2),
  })
  .map(({ hosts, services, units, isStackRemoved, actionsMax, updateBatch }) => () => ({
    now: NOW,
    ids: countingIds(),
    timing: TIMING,
    limits: { ...LIMITS, actionsMax, updateBatch },
    input: {
      environmentId: 'env',
      parent: 1,
      hosts: hosts.map(({ options, ...rest }, at) => makeHost(`h${at}`, { ...options, ...rest })),
      stacks: [
        { id: 'app', name: 'app', desired: isStackRemoved ? ('removed' as const) : ('present' as const) },
      ],
      services: services.map(({ specs, ...rest }, at): ServiceModel => {
        const revisions = specs.map((spec, number) => makeRevision(`s${at}`, number + 1, spec));
        return {
          ...rest,
          id: `s${at}`,
          stackId: 'app',
          name: `s${at}`,
          createdAt: NOW - at,
          currentRevisionId: `s${at}-r${specs.length}`,
          revisions,
          nextCreateIndex: 100,
        };
      }),
      units: units.map((unit, at) => makeUnit(unit, at, services.length)),
    },
  }));

function makeUnit(unit: AnyUnit, at: number, serviceCount: number): UnitModel {
  const serviceId = `s${unit.service % serviceCount}`;
  const { generation, desired, index } = unit;
  return {
    id: `u${at}`,
    serviceId,
    hostId: `h${unit.host}`,
    index,
    createIndex: at + 1,
    revisionId: `${serviceId}-r${unit.revision + 1}`,
    generation,
    desired: unit.isLost ? 'removed' : desired,
    restartCount: 0,
    recreations: unit.recreation === 0 ? {} : { '': unit.recreation },
    recreateCount: unit.recreateCount,
    createdAt: NOW - 1_000,
    lostAt: unit.isLost ? NOW - 500 : null,
    job: unit.hasJob ? { generation, state: 'queued', attempts: 0, notBefore: NOW } : null,
    failure: unit.failure === null ? null : makeFailure({ code: unit.failure, attempts: 3 }),
    observed: makeObservation(unit),
  };
}

function makeObservation({ seen, seenGeneration: generation }: AnyUnit): UnitObservation {
  const at = NOW - 100;
  switch (seen) {
    case 'unobserved':
      return { kind: 'unobserved' };
    case 'absent':
      return { kind: 'absent', generation, at };
    case 'running':
      return {
        kind: 'present',
        generation,
        converged: true,
        containers: [{ launch: '', state: 'running' }],
        at,
      };
    case 'created':
      return {
        kind: 'present',
        generation,
        converged: false,
        containers: [{ launch: '', state: 'created' }],
        at,
      };
    default:
      return {
        kind: 'present',
        generation,
        converged: false,
        containers: [{ launch: '', state: 'exited' }],
        at,
      };
  }
}
