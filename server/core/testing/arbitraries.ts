import fc from 'fast-check';
import type { HostOptions, SpecOptions } from './builders.ts';
import { LOST_MS, SILENT_MS } from './clock.ts';
import { commit, type HistoryStep, happen, startTimeline, type Timeline } from './history.ts';

/** Few values, so that things meet: two services want one port, three units one host's memory. */
export const specArbitrary: fc.Arbitrary<SpecOptions> = fc.record({
  ports: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.constantFrom([80], [81], [80, 81]) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('10.0.0.1', '10.0.0.2', '0.0.0.0')
        .map((hostIp) => [{ hostIp, hostPort: 80, protocol: 'tcp' as const }]),
    },
  ),
  memoryMb: fc.constantFrom(0, 0, 512, 1024),
  milliCpu: fc.constantFrom(0, 0, 0, 500),
  rules: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('must' as const, 'mustNot' as const, 'should' as const, 'shouldNot' as const)
        .map((rule) => [{ key: 'Zone', value: 'a', rule }]),
    },
  ),
});

export const hostArbitrary: fc.Arbitrary<HostOptions> = fc.record({
  memoryMb: fc.constantFrom(null, 1024, 2048, 4096),
  milliCpu: fc.constantFrom(null, 1000, 4000),
  labels: fc.constantFrom<Readonly<Record<string, string>>>({}, { zone: 'A' }, { zone: 'b' }),
  foreignPorts: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant([{ hostIp: null, hostPort: 81, protocol: 'tcp' as const }]) },
  ),
});

const scale = fc.integer({ min: 0, max: 5 });
const anyOf = fc.nat({ max: 4 });

/** Instants around every deadline, and one that passes several. */
const ms = fc.constantFrom(1, 1_000, 5_000, SILENT_MS, LOST_MS - 1, LOST_MS, 3 * LOST_MS);

/** Rare things are rare but there. */
export const stepArbitrary: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('tick' as const), ms }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'commit-only' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add-host' as const), options: hostArbitrary }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('cut' as const, 'heal' as const), host: anyOf }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('block' as const, 'unblock' as const), host: anyOf }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('ask-host' as const),
      host: anyOf,
      desired: fc.constantFrom('active' as const, 'active' as const, 'inactive' as const, 'removed' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('add-service' as const), scale, spec: specArbitrary }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('scale' as const), service: anyOf, scale }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), service: anyOf, spec: specArbitrary }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('ask-service' as const),
      service: anyOf,
      desired: fc.constantFrom(
        'running' as const,
        'running' as const,
        'stopped' as const,
        'removed' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), service: anyOf }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove-container' as const), unit: anyOf }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose-job' as const), unit: anyOf }) },
);

const limitsArbitrary = fc.record({
  actionsMax: fc.constantFrom(1_000, 1_000, 1_000, 4),
  updateBatch: fc.constantFrom(1, 1, 2, 3),
});

/**
 * Histories of small clusters. States are reached, not made up, so that each is one that the database could hold;
 * shrinking a history gives a shorter one.
 */
export const historyArbitrary: fc.Arbitrary<{
  readonly start: Timeline;
  readonly steps: readonly HistoryStep[];
}> = fc
  .record({
    limits: limitsArbitrary,
    hosts: fc.array(hostArbitrary, { minLength: 1, maxLength: 4, size: 'max' }),
    service: fc.record({ scale: fc.integer({ min: 1, max: 4 }), spec: specArbitrary }),
    steps: fc.array(stepArbitrary, { maxLength: 30, size: 'max' }),
    blocked: fc.subarray(['h1', 'h2', 'h3']),
  })
  .map(({ limits, hosts, service, steps, blocked }) => ({
    start: [
      ...hosts.map((options) => ({ kind: 'add-host' as const, options })),
      { kind: 'add-service' as const, ...service },
    ].reduce(happen, { ...startTimeline(limits), blocked: new Set(blocked) }),
    steps,
  }));

/** Where a history ends. */
export const timelineArbitrary: fc.Arbitrary<Timeline> = historyArbitrary.map(({ start, steps }) =>
  steps.reduce(happen, start),
);

/** Every state of a history right before the plan that is made of it. */
export function walk(
  { start, steps }: { readonly start: Timeline; readonly steps: readonly HistoryStep[] },
  look: (before: Timeline, after: ReturnType<typeof commit>) => void,
): Timeline {
  return steps.reduce((timeline, step) => {
    if (step.kind === 'tick' || step.kind === 'commit-only') look(timeline, commit(timeline));
    return happen(timeline, step);
  }, start);
}
