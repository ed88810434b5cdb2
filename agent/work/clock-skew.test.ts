import { afterEach, describe, expect, it } from 'vitest';
import { HostWorld } from '../testing/host-world.ts';
import { assignment, containerSpec } from '../testing/specs.ts';

const HOUR_MS = 3_600_000;
const noPolicy = containerSpec('u1', { restartPolicy: { name: 'no', maximumRetryCount: 0 } });

let world: HostWorld;
afterEach(() => world.close());

async function crash(times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await world.clock.until(() => world.only().state === 'running', 70_000);
    world.engine.exit(world.only().id);
  }
}

describe.each([
  ['an hour ahead of', HOUR_MS],
  ['an hour behind', -HOUR_MS],
])('an agent whose clock is %s the engine’s', (_title, agentAheadMs) => {
  it('heals what died and what was removed at once, and tells of both', async () => {
    world = await HostWorld.open({ agentAheadMs });
    world.accept(assignment({ containers: [noPolicy] }));
    await world.converged();
    world.engine.killByHand(world.only().id);
    await world.clock.until(() => world.only().state === 'running', 150);
    await world.converged();
    const { id } = world.only();
    world.engine.removeByHand(id);
    await world.clock.until(() => world.containers().some(({ state }) => state === 'running'), 150);
    expect(world.only().id).not.toBe(id);
    expect(world.seen()?.healed.map(({ cause }) => cause)).toEqual(['exited', 'removed']);
  });

  it('counts a crash loop as one, and takes the container for well after ten seconds', async () => {
    world = await HostWorld.open({ agentAheadMs });
    world.accept(assignment({ containers: [noPolicy] }));
    await world.converged();
    await crash(3);
    await world.clock.until(() => world.only().state === 'running', 3_000);
    await world.clock.advance(5_000);
    expect(world.seen()).toMatchObject({ converged: false, error: { code: 'exited' } });
    await world.converged('u1', 11_000);
  });
});

describe.each([
  ['forward', HOUR_MS],
  ['back', -HOUR_MS],
])('the time of day of a host is set %s by an hour', (_title, ms) => {
  it('a container that dies afterwards is healed at once', async () => {
    world = await HostWorld.open();
    world.accept(assignment({ containers: [noPolicy] }));
    await world.converged();
    world.clock.setWallBy(ms);
    world.engine.killByHand(world.only().id);
    await world.clock.until(() => world.only().state === 'running', 150);
  });

  it('a wait after a crash stays as long as it was', async () => {
    world = await HostWorld.open();
    world.accept(assignment({ containers: [noPolicy] }));
    await world.converged();
    await crash(3);
    await world.clock.advance(500);
    expect(world.only().state).toBe('exited');
    world.clock.setWallBy(ms);
    await world.clock.until(() => world.only().state === 'running', 3_000);
  });
});
