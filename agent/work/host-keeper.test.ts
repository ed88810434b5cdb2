import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DockerError } from '../docker/docker-error.ts';
import { HostWorld } from '../testing/host-world.ts';
import { assignment, containerSpec } from '../testing/specs.ts';

let world: HostWorld;
beforeEach(async () => {
  world = await HostWorld.open();
});
afterEach(async () => world.close());

describe('a container that cannot be looked at', () => {
  it('keeps its unit from being said to be as asked, until it could', async () => {
    const inspect = world.engine.inspect.bind(world.engine);
    world.engine.inspect = () => Promise.reject(new DockerError('timeout', 'inspect', 'no answer'));
    world.engine.failNext.set('create', 'timeout');
    world.accept(assignment());
    world.engine.plant(containerSpec('u1'), 'r-shop-web-1-u1', 'created');
    world.accept(assignment({ generation: 2, desired: 'removed' }));
    await world.clock.advance(500);
    expect(world.containers()).toHaveLength(1);
    expect(world.seen()).toMatchObject({ generation: 2, converged: false });
    world.engine.inspect = inspect;
    await world.converged('u1', 5_000);
    expect(world.containers()).toEqual([]);
  });
});

describe('a newer decision', () => {
  it('is not said to be carried out before anybody has looked', async () => {
    world.accept(assignment());
    await world.converged();
    world.accept(assignment({ generation: 2, restartCount: 1 }));
    expect(world.seen()).toMatchObject({ generation: 2, converged: false });
    await world.converged();
  });
});

describe('a job', () => {
  it('costs one create, one start and one inspect', async () => {
    world.engine.calls.length = 0;
    world.accept(assignment(), 'job1');
    await world.converged();
    const calls = world.engine.calls.filter((call) => call !== 'ping' && call !== 'list');
    expect(calls.slice(0, 3)).toEqual(['create', 'start', 'inspect']);
    expect(world.seen()).toMatchObject({ generation: 1, converged: true, error: null });
  });

  it('pulls a missing image, once for all who wait for it', async () => {
    world.engine.publishImage('new:1', { pullMs: 3_000 });
    for (const unitId of ['u1', 'u2']) {
      world.accept(assignment({ unitId, containers: [containerSpec(unitId, { image: 'new:1' })] }));
    }
    await world.converged('u1');
    await world.converged('u2');
    expect(world.engine.calls.filter((call) => call === 'pull')).toHaveLength(1);
  });

  it('fails with its id, and is not tried again before the queue or a minute says so', async () => {
    world.accept(assignment({ containers: [containerSpec('u1', { image: 'gone:1' })] }), 'job1');
    await world.clock.until(() => world.failures.length > 0, 1_000);
    expect(world.failures[0]).toMatchObject({ jobId: 'job1', unitId: 'u1', generation: 1 });
    expect(world.seen()?.error?.code).toBe('image-not-found');
    await world.clock.advance(30_000);
    expect(world.failures).toHaveLength(1);
    world.engine.publishImage('gone:1');
    world.accept(assignment({ containers: [containerSpec('u1', { image: 'gone:1' })] }), 'job1');
    await world.converged('u1', 1_000);
  });

  it('of a newer generation gives up the pull of the older', async () => {
    world.engine.publishImage('slow:1', { pullMs: 600_000 });
    world.accept(assignment({ containers: [containerSpec('u1', { image: 'slow:1', specHash: 'slow' })] }));
    await world.clock.advance(1_000);
    world.accept(assignment({ generation: 2 }));
    await world.converged('u1', 1_000);
    expect(world.only().facts.image).toBe('web:1');
  });

  it('of an older generation changes nothing', async () => {
    world.accept(assignment({ generation: 5 }));
    await world.converged();
    world.accept(assignment({ generation: 4, desired: 'removed' }));
    await world.clock.advance(1_000);
    expect(world.only().state).toBe('running');
    expect(world.seen()?.generation).toBe(5);
  });

  it('that changes the spec replaces the container', async () => {
    world.accept(assignment());
    await world.converged();
    const before = world.only().id;
    world.accept(assignment({ generation: 2, containers: [containerSpec('u1', { specHash: 'hash-2' })] }));
    await world.converged();
    expect(world.only().id).not.toBe(before);
    expect(world.seen()?.healed).toEqual([]);
  });

  it('that removes takes all away and leaves a tombstone until it is forgotten', async () => {
    world.accept(assignment());
    await world.converged();
    world.accept(assignment({ generation: 2, desired: 'removed' }));
    await world.converged();
    expect(world.containers()).toEqual([]);
    expect(world.seen()).toMatchObject({ converged: true, containers: [] });
    world.keeper.forget(['u1']);
    expect(world.seen()).toBeNull();
  });

  it('waits for a port and takes it as soon as it is free', async () => {
    const ports = [{ hostIp: null, hostPort: 80, containerPort: 80, protocol: 'tcp' as const }];
    world.accept(assignment({ containers: [containerSpec('u1', { ports })] }));
    await world.converged();
    world.accept(assignment({ unitId: 'u2', containers: [containerSpec('u2', { ports })] }), 'job2');
    await world.clock.until(() => world.failures.length > 0, 1_000);
    expect(world.failures[0]?.error.code).toBe('port-taken');
    world.accept(assignment({ generation: 2, desired: 'removed' }));
    await world.converged('u2', 1_000);
  });
});

describe('healing', () => {
  beforeEach(async () => {
    world.accept(assignment());
    await world.converged();
  });

  it.each(['killByHand', 'stopByHand'] as const)(
    '%s: the same container runs again at once',
    async (deed) => {
      const { id } = world.only();
      for (let round = 0; round < 5; round++) {
        world.engine[deed](id);
        await world.clock.until(() => world.only().state === 'running', 100);
      }
      expect(world.only().id).toBe(id);
      await world.converged();
      expect(world.seen()?.healed.map(({ cause }) => cause)).toEqual(Array(5).fill('exited'));
    },
  );

  it('removed by hand: another container runs at once', async () => {
    const { id } = world.only();
    world.engine.removeByHand(id);
    await world.clock.until(() => world.containers().some(({ state }) => state === 'running'), 150);
    expect(world.only().id).not.toBe(id);
    expect(world.seen()?.healed.map(({ cause }) => cause)).toEqual(['removed']);
    world.keeper.healedTold('u1', 1);
    expect(world.seen()?.healed).toEqual([]);
  });

  it('paused by hand: goes on', async () => {
    world.engine.pauseByHand(world.only().id);
    await world.clock.until(() => world.only().state === 'running', 100);
  });

  it('an event that was lost costs time, nothing else', async () => {
    world.engine.down = true;
    world.engine.killByHand(world.only().id);
    world.engine.down = false;
    world.engine.dropStreams();
    await world.clock.until(() => world.only().state === 'running', 35_000);
  });

  it('goes on after a restart of the agent, without the server', async () => {
    await world.stopAgent();
    world.engine.removeByHand(world.only().id);
    await world.startAgent();
    await world.clock.until(() => world.containers().some(({ state }) => state === 'running'), 1_000);
  });
});

describe('an engine that is down', () => {
  it('is told as unreachable, nothing is decided, and all is well when it is back', async () => {
    world.accept(assignment());
    await world.converged();
    world.engine.goDown();
    await world.clock.until(() => world.reachable.at(-1) === false, 10_000);
    expect(world.seen()?.containers).toHaveLength(1);
    world.accept(assignment({ unitId: 'u2' }));
    await world.clock.advance(5_000);
    expect(world.containers('u2')).toEqual([]);
    world.engine.comeBack();
    await world.converged('u2', 5_000);
    expect(world.reachable.at(-1)).toBe(true);
  });
});

describe('an engine that hangs', () => {
  it('is told as unreachable after two late answers, not after one', async () => {
    world.engine.failNext.set('ping', 'timeout');
    await world.clock.advance(6_000);
    expect(world.reachable).toEqual([true]);
    world.engine.failNext.set('ping', 'timeout');
    await world.clock.advance(6_000);
    expect(world.reachable).toEqual([true, false, true]);
  });
});

describe('units nobody assigned', () => {
  it('are reported and never touched', async () => {
    const spec = containerSpec('stranger');
    world.engine.plant(spec, spec.dockerName, 'exited');
    await world.clock.advance(31_000);
    expect(world.seen('stranger')).toMatchObject({ converged: false, containers: [{ state: 'exited' }] });
    world.keeper.forget(['stranger']);
    await world.clock.advance(31_000);
    expect(world.containers('stranger')).toHaveLength(1);
  });
});

describe('restarts', () => {
  it('are served once each, also when the agent starts anew', async () => {
    world.accept(assignment());
    await world.converged();
    world.accept(assignment({ generation: 2, restartCount: 1 }));
    await world.converged();
    await world.stopAgent();
    await world.startAgent();
    await world.converged();
    expect(world.engine.calls.filter((call) => call === 'restart')).toHaveLength(1);
  });
});

describe('a crash loop', () => {
  it('without an engine policy is slowed down and told', async () => {
    const spec = containerSpec('u1', { restartPolicy: { name: 'no', maximumRetryCount: 0 } });
    world.accept(assignment({ containers: [spec] }));
    await world.converged();
    const startsBefore = world.engine.calls.filter((call) => call === 'start').length;
    for (let round = 0; round < 3; round++) {
      await world.clock.until(() => world.only().state === 'running', 70_000);
      world.engine.exit(world.only().id);
    }
    await world.clock.advance(500);
    expect(world.seen()).toMatchObject({ converged: false, error: { code: 'exited' } });
    const starts = world.engine.calls.filter((call) => call === 'start').length - startsBefore;
    expect(starts).toBe(2);
    await world.clock.until(() => world.only().state === 'running', 3_000);
    await world.converged('u1', 11_000);
  });

  it('with an engine policy is left to the engine', async () => {
    world.accept(assignment());
    await world.converged();
    world.engine.calls.length = 0;
    world.engine.exit(world.only().id);
    await world.clock.until(() => world.seen()?.healed.length === 1, 1_000);
    expect(world.only().state).toBe('running');
    expect(world.engine.calls).not.toContain('start');
  });
});
