import { expect, it } from 'vitest';
import { LABEL } from '../protocol/labels.ts';
import { type EngineHarness, kindOf } from './conformance-harness.ts';

export function conformCreate(get: () => EngineHarness): void {
  it('makes a container that does not run yet', async () => {
    const spec = get().spec();
    const id = await get().port.create(spec, {});
    const seen = await get().port.inspect(id);
    expect(seen).toMatchObject({
      id,
      name: spec.dockerName,
      state: 'created',
      startedAt: null,
      exitCode: null,
    });
    expect(seen.createdAt).toBeGreaterThan(0);
    expect(seen.facts.image).toBe(spec.image);
  });

  it('keeps the labels of the spec and those on top', async () => {
    const spec = get().spec({ labels: { team: 'blue' } });
    const id = await get().port.create(spec, { [LABEL.restart]: '3' });
    expect((await get().port.inspect(id)).labels).toMatchObject({
      ...spec.labels,
      team: 'blue',
      [LABEL.restart]: '3',
    });
  });

  it('says that the name is taken', async () => {
    const spec = get().spec();
    await get().port.create(spec, {});
    expect(await kindOf(get().port.create(spec, {}))).toBe('nameTaken');
  });

  it('says that the image is not there', async () => {
    expect(await kindOf(get().port.create(get().spec({ image: get().missingImage }), {}))).toBe(
      'imageNotFound',
    );
  });

  it('takes command, ports, limits and the rest of a spec', async () => {
    const hostPort = get().freePort();
    const spec = get().spec({
      command: ['sleep', '1000'],
      environment: { COLOUR: 'blue' },
      ports: [{ hostIp: '127.0.0.1', hostPort, containerPort: 8000, protocol: 'tcp' }],
      memoryBytes: 64 * 1024 ** 2,
      capDrop: ['NET_RAW'],
      extraHosts: ['db:10.0.0.9'],
      stopSignal: 'SIGKILL',
    });
    const id = await get().port.create(spec, {});
    await get().port.start(id);
    const seen = await get().port.inspect(id);
    expect(seen.state).toBe('running');
    expect(seen.facts.command).toEqual(['sleep', '1000']);
    expect(seen.facts.ports).toContainEqual(spec.ports[0]);
  });

  it('never tells environment values', async () => {
    const id = await get().port.create(get().spec({ environment: { TOKEN: 'hunter2-hunter2' } }), {});
    expect(JSON.stringify(await get().port.inspect(id))).not.toContain('hunter2-hunter2');
  });
}
