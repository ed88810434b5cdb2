import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assignment } from '../protocol/assignment.ts';
import { HostWorld } from '../testing/host-world.ts';
import { assignment, containerSpec } from '../testing/specs.ts';
import { EMPTY_MEMORY, type LocalContainer } from './model.ts';
import { planHost } from './plan-host.ts';
import { stepUnit } from './step.ts';

const NOW = 1_700_000_000_000;
const STATES = ['created', 'running', 'paused', 'restarting', 'exited', 'dead'] as const;
const LAUNCHES = ['', 'log', 'gone'] as const;

const container = fc.record({
  launch: fc.constantFrom(...LAUNCHES),
  state: fc.constantFrom(...STATES, 'removing' as const),
  specHash: fc.constantFrom('hash-1', 'old'),
  finishedAt: fc.constantFrom(null, NOW - 20_000, NOW - 10),
  madeForRestart: fc.constantFrom(0, 1),
});
const decision = fc.record({
  desired: fc.constantFrom('running' as const, 'stopped' as const, 'removed' as const),
  restartCount: fc.constantFrom(0, 1),
  generation: fc.integer({ min: 1, max: 3 }),
  withSidekick: fc.boolean(),
});

function decide(
  unitId: string,
  from: { desired: Assignment['desired']; restartCount: number; generation: number; withSidekick: boolean },
): Assignment {
  const { withSidekick, ...rest } = from;
  const sidekick = withSidekick ? [containerSpec(unitId, { launch: 'log' })] : [];
  return assignment({ unitId, ...rest, containers: [containerSpec(unitId), ...sidekick] });
}

function locals(
  unitId: string,
  from: readonly Omit<LocalContainer, 'id' | 'unitId' | 'createdAt' | 'startedAt' | 'exitCode'>[],
): LocalContainer[] {
  return from.map((one, at) => ({
    ...one,
    id: `${unitId}-c${at}`,
    unitId,
    createdAt: NOW - 60_000 + at,
    startedAt: one.state === 'created' ? null : NOW - 30_000,
    exitCode: null,
  }));
}

describe('the plan', () => {
  it('acts on nothing but the unit’s own containers, and names a way on for all that is not as asked', () => {
    fc.assert(
      fc.property(decision, fc.array(container, { maxLength: 5 }), (from, found) => {
        const containers = locals('u1', found);
        const verdict = stepUnit({
          assignment: decide('u1', from),
          containers,
          memory: EMPTY_MEMORY,
          now: NOW,
        });
        const { action } = verdict;
        if (action !== null && action.kind !== 'create') {
          expect(containers.map(({ id }) => id)).toContain(action.containerId);
        }
        expect(verdict.converged).toBe(action === null && verdict.lookAgainAt === null);
      }),
    );
  });

  it('does not depend on the order in which things are listed', () => {
    const unit = fc.tuple(decision, fc.array(container, { maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 4 }), fc.nat(), (units, turn) => {
        const assignments = units.map(([from], at) => decide(`u${at}`, from));
        const containers = units.flatMap(([, found], at) => locals(`u${at}`, found));
        const input = { assignments, containers, memory: new Map(), now: NOW };
        const rotate = <T>(list: T[]): T[] => [
          ...list.slice(turn % list.length),
          ...list.slice(0, turn % list.length),
        ];
        const turned = {
          ...input,
          assignments: rotate(assignments),
          containers: containers.length === 0 ? [] : rotate(containers),
        };
        expect(planHost(turned).actions).toEqual(planHost(input).actions);
      }),
    );
  });

  it('never touches units it has no assignment for', () => {
    fc.assert(
      fc.property(fc.array(container, { maxLength: 4 }), (found) => {
        const plan = planHost({
          assignments: [],
          containers: locals('u1', found),
          memory: new Map(),
          now: NOW,
        });
        expect(plan.actions).toEqual([]);
        expect(plan.unknownUnitIds).toEqual(found.length === 0 ? [] : ['u1']);
      }),
    );
  });
});

const deed = fc.constantFrom(
  'kill',
  'stop',
  'remove',
  'pause',
  'exit',
  'lose events',
  'engine gone',
  'agent again',
);

describe('a host', () => {
  it('comes to what was decided from any state and through any mishap, and then stays there', async () => {
    const found = fc.array(
      fc.record({
        launch: fc.constantFrom(...LAUNCHES),
        state: fc.constantFrom(...STATES),
        specHash: fc.constantFrom('hash-1', 'old'),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        found,
        fc.array(fc.oneof(decision, deed), { maxLength: 6 }),
        decision,
        async (before, script, last) => {
          const world = await HostWorld.open();
          try {
            const foreign = plantAll(world, before);
            let generation = 1;
            for (const entry of script) {
              if (typeof entry === 'string') await mishap(world, entry);
              else world.accept(decide('u1', { ...entry, generation: generation++ }));
              await world.clock.advance(150);
            }
            const wanted = decide('u1', { ...last, generation: generation + 10 });
            world.accept(wanted);
            await world.converged('u1', 240_000);
            expectAsAsked(world, wanted);
            const calls = world.engine.calls.filter((call) => !['ping', 'list'].includes(call)).length;
            await world.clock.advance(65_000);
            expect(world.engine.calls.filter((call) => !['ping', 'list'].includes(call))).toHaveLength(calls);
            expect(world.engine.all().find(({ id }) => id === foreign)?.state).toBe('exited');
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Answers the id of a container that carries Drover's labels, as one made from a committed image does. */
function plantAll(
  world: HostWorld,
  before: readonly { launch: (typeof LAUNCHES)[number]; state: (typeof STATES)[number]; specHash: string }[],
): string {
  for (const [at, { launch, state, specHash }] of before.entries()) {
    const spec = containerSpec('u1', { launch, specHash });
    world.engine.plant(spec, at === 0 ? spec.dockerName : `${spec.dockerName}-${at}`, state);
  }
  return world.engine.plant(containerSpec('u1'), 'somebody-elses', 'exited');
}

async function mishap(world: HostWorld, what: string): Promise<void> {
  const own = world.containers().filter(({ name }) => name.startsWith('r-'));
  const running = own.find(({ state }) => state === 'running');
  if (what === 'lose events') world.engine.dropStreams();
  if (what === 'engine gone') {
    world.engine.goDown();
    await world.clock.advance(3_000);
    world.engine.comeBack();
  }
  if (what === 'agent again') {
    await world.stopAgent();
    await world.startAgent();
  }
  if (running === undefined) return;
  if (what === 'kill') world.engine.killByHand(running.id);
  if (what === 'stop') world.engine.stopByHand(running.id);
  if (what === 'remove') world.engine.removeByHand(running.id);
  if (what === 'pause') world.engine.pauseByHand(running.id);
  if (what === 'exit') world.engine.exit(running.id);
}

function expectAsAsked(world: HostWorld, wanted: Assignment): void {
  const own = world.containers().filter(({ name }) => name.startsWith('r-'));
  const launches = wanted.containers.map(({ launch }) =>
    launch === '' ? 'io.rancher.service.primary.launch.config' : launch,
  );
  const seen = own.map(({ labels }) => labels['io.rancher.service.launch.config']);
  if (wanted.desired === 'removed') expect(own).toEqual([]);
  if (wanted.desired === 'running') {
    expect(seen.toSorted()).toEqual(launches.toSorted());
    expect(own.every(({ state }) => state === 'running')).toBe(true);
  }
  if (wanted.desired === 'stopped') {
    expect(seen.every((launch) => launches.includes(launch ?? ''))).toBe(true);
    expect(own.some(({ state }) => state === 'running')).toBe(false);
  }
}
