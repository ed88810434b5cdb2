import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABEL } from '../protocol/labels.ts';
import { conformCreate } from './conformance-create.ts';
import { conformEvents } from './conformance-events.ts';
import { type EngineHarness, kindOf, running } from './conformance-harness.ts';
import type { EngineContainer } from './port.ts';

/** One suite for the fake and for real engines: what the agent relies on, and nothing else. */
export function conform(name: string, open: () => Promise<EngineHarness>): void {
  describe(`docker port: ${name}`, () => {
    let harness: EngineHarness;
    const get = (): EngineHarness => harness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(async () => harness.cleanUp());
    describe('engine', () => conformEngine(get));
    describe('create', () => conformCreate(get));
    describe('life', () => conformLife(get));
    describe('by hand', () => conformByHand(get));
    describe('removal', () => conformRemoval(get));
    describe('events', () => conformEvents(get));
  });
}

function conformEngine(get: () => EngineHarness): void {
  it('answers a ping', async () => {
    await expect(get().port.ping()).resolves.toBeUndefined();
  });

  it('tells its facts', async () => {
    const info = await get().port.info();
    expect(info.cpuCount).toBeGreaterThan(0);
    expect(info.memoryBytes).toBeGreaterThan(1024 ** 2);
    expect(info.dockerVersion).toMatch(/^\d+\./);
    expect(info.hostname).not.toBe('');
  });

  it('knows which images are there', async () => {
    const { port, image, missingImage } = get();
    expect(await port.imageExists(image)).toBe(true);
    expect(await port.imageExists(missingImage)).toBe(false);
  });

  it('pulls an image that it has already without complaint', async () => {
    expect(await kindOf(get().port.pull(get().image))).toBe('no error');
  });

  it('fails to pull an image that is nowhere', async () => {
    // A registry that cannot be asked and one that says no are told apart by what the engine could find out.
    const kind = await kindOf(get().port.pull(get().missingImage));
    expect(['imageNotFound', 'pullFailed', 'registryDenied']).toContain(kind);
  });

  it('gives up a pull when told to', async () => {
    const kind = await kindOf(get().port.pull(get().missingImage, AbortSignal.abort()));
    expect(['aborted', 'imageNotFound']).toContain(kind);
  });

  it('lists what carries the label of a unit, and only that', async () => {
    const { port, byHand, freePort } = get();
    const own = await running(get());
    const foreign = await byHand.runForeign(freePort());
    const ids = (await port.listOwned()).map(({ id }) => id);
    expect(ids).toContain(own);
    expect(ids).not.toContain(foreign);
  });

  it('lists stopped containers too', async () => {
    const { port } = get();
    const id = await port.create(get().spec(), {});
    expect((await port.listOwned()).find((one) => one.id === id)).toMatchObject({ state: 'created' });
  });

  it('does not take a container for its own that has the label but not the name', async () => {
    const { port } = get();
    const spec = get().spec();
    const id = await port.create({ ...spec, dockerName: `x-${spec.dockerName}` }, {});
    expect((await port.listOwned()).map((one) => one.id)).not.toContain(id);
    await port.remove(id, true);
  });

  it('counts foreign containers and tells their ports', async () => {
    const { port, byHand, freePort } = get();
    const before = await port.listForeign();
    const hostPort = freePort();
    await byHand.runForeign(hostPort);
    const after = await port.listForeign();
    expect(after.count).toBe(before.count + 1);
    expect(after.ports).toContainEqual({ hostIp: null, hostPort, protocol: 'tcp' });
  });
}

function conformLife(get: () => EngineHarness): void {
  const look = (id: string): Promise<EngineContainer> => get().port.inspect(id);

  it('starts a created container', async () => {
    const id = await get().port.create(get().spec(), {});
    expect(await get().port.start(id)).toBe('done');
    const seen = await look(id);
    expect(seen.state).toBe('running');
    expect(seen.startedAt).not.toBeNull();
    expect(seen.exitCode).toBeNull();
    expect(seen.facts.ipAddress).toMatch(/^\d+\./);
  });

  it('starting what runs is done already', async () => {
    expect(await get().port.start(await running(get()))).toBe('already');
  });

  it('stops and says when and how it ended', async () => {
    const id = await running(get());
    expect(await get().port.stop(id, 5_000)).toBe('done');
    const seen = await look(id);
    expect(seen.state).toBe('exited');
    expect(seen.finishedAt).not.toBeNull();
    expect(seen.exitCode).not.toBeNull();
  });

  it('stopping what does not run is done already', async () => {
    const id = await get().port.create(get().spec(), {});
    await get().port.start(id);
    await get().port.stop(id, 5_000);
    expect(await get().port.stop(id, 5_000)).toBe('already');
  });

  it('a container that was stopped can be started again, as the same one', async () => {
    const id = await running(get());
    await get().port.stop(id, 5_000);
    await get().port.start(id);
    expect(await look(id)).toMatchObject({ id, state: 'running' });
  });

  it('restarts: same container, later start', async () => {
    const id = await running(get());
    const before = (await look(id)).startedAt ?? 0;
    await get().port.restart(id, 5_000);
    const after = await look(id);
    expect(after.state).toBe('running');
    expect(after.startedAt ?? 0).toBeGreaterThanOrEqual(before);
  });

  it('restarts what does not run', async () => {
    const id = await running(get());
    await get().port.stop(id, 5_000);
    await get().port.restart(id, 5_000);
    expect((await look(id)).state).toBe('running');
  });

  it('says not found of a container that is not there', async () => {
    const nobody = 'f'.repeat(64);
    expect(await kindOf(get().port.inspect(nobody))).toBe('notFound');
    expect(await kindOf(get().port.start(nobody))).toBe('notFound');
    expect(await kindOf(get().port.stop(nobody, 1_000))).toBe('notFound');
    expect(await kindOf(get().port.restart(nobody, 1_000))).toBe('notFound');
  });

  it('says that a port is taken, and starts once it is free', async () => {
    const hostPort = get().freePort();
    const ports = [{ hostIp: null, hostPort, containerPort: 80, protocol: 'tcp' as const }];
    const holder = await running(get(), { ports });
    const second = await get().port.create(get().spec({ ports }), {});
    expect(await kindOf(get().port.start(second))).toBe('portTaken');
    await get().port.stop(holder, 5_000);
    expect(await get().port.start(second)).toBe('done');
    expect((await look(second)).facts.ports).toContainEqual(ports[0]);
  });
}

function conformByHand(get: () => EngineHarness): void {
  const look = (id: string): Promise<EngineContainer> => get().port.inspect(id);

  it('a kill by hand ends it, whatever the restart policy', async () => {
    const id = await running(get());
    await get().byHand.kill(id);
    expect(await look(id)).toMatchObject({ state: 'exited', exitCode: 137 });
  });

  it('a stop by hand ends it, whatever the restart policy', async () => {
    const id = await running(get());
    await get().byHand.stop(id);
    expect((await look(id)).state).toBe('exited');
  });

  it('shows a pause and takes it back', async () => {
    const id = await running(get());
    await get().byHand.pause(id);
    expect((await look(id)).state).toBe('paused');
    expect(await kindOf(get().port.start(id))).toBe('conflict');
    expect(await get().port.unpause(id)).toBe('done');
    expect((await look(id)).state).toBe('running');
  });

  it('stops a paused container', async () => {
    const id = await running(get());
    await get().byHand.pause(id);
    await get().port.stop(id, 1_000);
    expect((await look(id)).state).toBe('exited');
  });
}

function conformRemoval(get: () => EngineHarness): void {
  it('removes a stopped container', async () => {
    const id = await running(get());
    await get().port.stop(id, 5_000);
    expect(await get().port.remove(id, false)).toBe('done');
    expect(await kindOf(get().port.inspect(id))).toBe('notFound');
  });

  it('does not remove what runs unless told to', async () => {
    const id = await running(get());
    expect(await kindOf(get().port.remove(id, false))).toBe('conflict');
    expect(await get().port.remove(id, true)).toBe('done');
  });

  it('removing what is gone is done already', async () => {
    const id = await get().port.create(get().spec(), {});
    await get().port.remove(id, true);
    expect(await get().port.remove(id, true)).toBe('already');
  });

  it('gives the name free at once', async () => {
    const spec = get().spec();
    const first = await get().port.create(spec, {});
    await get().port.start(first);
    await get().byHand.remove(first);
    const second = await get().port.create(spec, {});
    expect(second).not.toBe(first);
    expect((await get().port.inspect(second)).labels[LABEL.unit]).toBe(spec.labels[LABEL.unit]);
  });
}
