import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let environmentId: string;
let stackId: string;
beforeAll(async () => {
  api = await startTestApi();
  environmentId = api.environmentId;
  stackId = (await api.admin.stacks.create.mutate({ environmentId, name: 'shop' })).id;
});
afterAll(() => api.close());

const LAUNCH = { image: 'nginx:1.27' };

function create(name: string, spec: object = {}, rest: object = {}) {
  return api.admin.services.create.mutate({
    environmentId,
    stackId,
    name,
    spec: { launch: LAUNCH, ...spec },
    ...rest,
  });
}

function port(hostPort: number) {
  return { hostPort, containerPort: 80 };
}

describe('names', () => {
  test('are one of a kind in a stack, whatever the case, sidekicks included', async () => {
    await create('front', { sidekicks: [{ name: 'logs', launch: LAUNCH }] });
    expect(await refusalOf(create('FRONT'))).toEqual({ code: 'name-taken', field: 'name' });
    expect(await refusalOf(create('Logs'))).toEqual({ code: 'name-taken', field: 'name' });
    const sidekick = create('other', { sidekicks: [{ name: 'front', launch: LAUNCH }] });
    expect(await refusalOf(sidekick)).toEqual({ code: 'name-taken', field: 'spec.sidekicks.0.name' });
    const twin = api.admin.stacks.create.mutate({ environmentId, name: 'SHOP' });
    expect(await refusalOf(twin)).toEqual({ code: 'name-taken', field: 'name' });
  });

  test('two who ask at once do not both get it', async () => {
    const outcomes = await Promise.allSettled([create('race'), create('race'), create('race')]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('rules about a spec', () => {
  test('a fixed port can be had once in a unit', async () => {
    const call = create('ports', {
      launch: { ...LAUNCH, ports: [port(5555)] },
      sidekicks: [{ name: 'side', launch: { ...LAUNCH, ports: [port(5555)] } }],
    });
    await expect(call).rejects.toMatchObject({
      message: 'Port 5555/tcp requested more than once.',
      data: { detail: { field: 'spec.sidekicks.0.launch.ports.0.hostPort' } },
    });
  });

  test('a link needs something to link to', async () => {
    const link = (service: string) => ({ links: [{ service, alias: 'db' }] });
    const missing = create('linked', {}, link('nothing'));
    expect(await refusalOf(missing)).toEqual({ code: 'invalid-input', field: 'links.0.service' });
    await create('database');
    const far = await api.admin.stacks.create.mutate({ environmentId, name: 'far' });
    await api.admin.services.create.mutate({
      environmentId,
      stackId: far.id,
      name: 'linked',
      spec: { launch: LAUNCH },
      ...link('Shop/Database'),
    });
  });
});

describe('a service', () => {
  test('makes a revision when its spec changes and none when it does not', async () => {
    const { id: serviceId, revision, state } = await create('revised');
    expect([revision, state]).toEqual([1, 'activating']);
    const update = (image: string) =>
      api.admin.services.update.mutate({ environmentId, serviceId, spec: { launch: { image } } });
    expect(await update('nginx:1.27')).toEqual({ revision: 1 });
    expect(await update('nginx:1.28')).toEqual({ revision: 2 });
    const revisions = await api.admin.services.revisions.query({ environmentId, serviceId });
    expect(revisions.map(({ number, current, createdBy }) => ({ number, current, createdBy }))).toEqual([
      { number: 2, current: true, createdBy: 'admin' },
      { number: 1, current: false, createdBy: 'admin' },
    ]);
  });

  test('is started, stopped, scaled and removed only when that makes sense, and history tells it', async () => {
    const { id: serviceId } = await create('steered');
    const ref = { environmentId, serviceId };
    const refused = { code: 'not-allowed-in-state' };
    expect(await refusalOf(api.admin.services.start.mutate(ref))).toMatchObject(refused);
    await api.admin.services.stop.mutate(ref);
    expect((await api.admin.services.get.query(ref)).state).toBe('stopped');
    expect(await refusalOf(api.admin.services.restart.mutate(ref))).toMatchObject(refused);
    await api.admin.services.start.mutate(ref);
    await api.admin.services.restart.mutate(ref);
    await api.admin.services.scale.mutate({ ...ref, scale: 4 });
    await api.admin.services.remove.mutate(ref);
    expect(await refusalOf(api.admin.services.scale.mutate({ ...ref, scale: 1 }))).toMatchObject(refused);
    const { events } = await api.admin.events.list.query({ environmentId, serviceId });
    expect(events.map((event) => event.kind)).toEqual([
      'service.removing',
      'service.scaled',
      'service.restarted',
      'service.started',
      'service.stopped',
      'service.created',
    ]);
    expect(events[1]).toMatchObject({ actor: 'admin', params: { name: 'steered', from: 1, to: 4 } });
    expect(await refusalOf(create('steered'))).toEqual({ code: 'name-taken', field: 'name' });
  });
});

describe('a stack', () => {
  test('passes on what is asked of it to all its services', async () => {
    const stack = await api.admin.stacks.create.mutate({ environmentId, name: 'whole' });
    const ref = { environmentId, stackId: stack.id };
    expect(await refusalOf(api.admin.stacks.start.mutate(ref))).toMatchObject({
      code: 'not-allowed-in-state',
    });
    for (const name of ['one', 'two']) {
      await api.admin.services.create.mutate({ ...ref, name, spec: { launch: LAUNCH } });
    }
    await api.admin.stacks.stop.mutate(ref);
    expect((await api.admin.stacks.get.query(ref)).state).toBe('stopped');
    await api.admin.stacks.start.mutate(ref);
    await api.admin.stacks.restart.mutate(ref);
    const rows = await api.database.prisma.service.findMany({ where: { stackId: stack.id } });
    expect(rows.map((row) => [row.desired, row.restartCount])).toEqual([
      ['running', 1],
      ['running', 1],
    ]);
    await api.admin.stacks.remove.mutate(ref);
    const shown = (await api.admin.stacks.list.query({ environmentId })).find((one) => one.id === stack.id);
    expect(shown).toMatchObject({ state: 'removing', serviceCount: 2 });
    expect(shown?.services.map((service) => service.state)).toEqual(['removing', 'removing']);
  });
});
