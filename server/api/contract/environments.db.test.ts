import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const SPEC = { launch: { image: 'nginx:1.27', environment: { SECRET: 'hunter2' } } };

describe('another environment', () => {
  test('its objects do not exist, by whatever door they are asked for', async () => {
    const owner = await api.personNamed('neighbour');
    const own = await owner.environments.create.mutate({ name: 'Next door' });
    const stack = await api.admin.stacks.create.mutate({ environmentId: api.environmentId, name: 'mine' });
    const service = await api.admin.services.create.mutate({
      environmentId: api.environmentId,
      stackId: stack.id,
      name: 'web',
      spec: SPEC,
    });
    const notFound = { code: 'not-found' };
    const [stackId, serviceId] = [stack.id, service.id];
    for (const environmentId of [own.id, api.environmentId]) {
      expect(await refusalOf(owner.stacks.get.query({ environmentId, stackId }))).toMatchObject(notFound);
      expect(await refusalOf(owner.stacks.remove.mutate({ environmentId, stackId }))).toMatchObject(notFound);
      expect(await refusalOf(owner.services.get.query({ environmentId, serviceId }))).toMatchObject(notFound);
      const scaling = owner.services.scale.mutate({ environmentId, serviceId, scale: 3 });
      expect(await refusalOf(scaling)).toMatchObject(notFound);
      const adding = owner.services.create.mutate({ environmentId, stackId, name: 'db', spec: SPEC });
      expect(await refusalOf(adding)).toMatchObject(notFound);
      const revisions = owner.services.revisions.query({ environmentId, serviceId });
      expect(await refusalOf(revisions)).toMatchObject(notFound);
    }
    expect(await owner.events.list.query({ environmentId: own.id, stackId })).toMatchObject({ events: [] });
  });
});

describe('roles', () => {
  test('who may only look sees the names of variables and not their values', async () => {
    const { environmentId } = api;
    const reader = await api.personNamed('reader');
    await api.admin.members.set.mutate({ environmentId, username: 'reader', role: 'readonly' });
    const stack = await api.admin.stacks.create.mutate({ environmentId, name: 'secrets' });
    const { id: serviceId } = await api.admin.services.create.mutate({
      environmentId,
      stackId: stack.id,
      name: 'web',
      spec: SPEC,
    });
    const seen = await reader.services.get.query({ environmentId, serviceId });
    expect(seen.spec.launch.environment).toEqual({ SECRET: '[hidden]' });
    const answers = [
      seen,
      await reader.services.revisions.query({ environmentId, serviceId }),
      await reader.stacks.get.query({ environmentId, stackId: stack.id }),
    ];
    expect(JSON.stringify(answers)).not.toContain('hunter2');
    const full = await api.admin.services.get.query({ environmentId, serviceId });
    expect(full.spec.launch.environment).toEqual({ SECRET: 'hunter2' });
    const making = reader.stacks.create.mutate({ environmentId, name: 'no' });
    expect(await refusalOf(making)).toMatchObject({ code: 'forbidden' });
  });

  test('an environment always keeps an owner', async () => {
    const owner = await api.personNamed('sole-owner');
    const { id: environmentId } = await owner.environments.create.mutate({ name: 'Sole' });
    const me = (await owner.auth.status.query()).user?.id ?? '';
    const last = { code: 'last-owner' };
    const demoting = owner.members.set.mutate({ environmentId, username: 'sole-owner', role: 'member' });
    expect(await refusalOf(demoting)).toMatchObject(last);
    expect(await refusalOf(owner.members.remove.mutate({ environmentId, userId: me }))).toMatchObject(last);
    await owner.members.set.mutate({ environmentId, username: 'admin', role: 'owner' });
    await owner.members.remove.mutate({ environmentId, userId: me });
    const looking = owner.environments.get.query({ environmentId });
    expect(await refusalOf(looking)).toMatchObject({ code: 'not-found' });
  });

  test('the last administrator stays one', async () => {
    const me = (await api.admin.auth.status.query()).user?.id ?? '';
    const state = { code: 'not-allowed-in-state' };
    expect(await refusalOf(api.admin.users.update.mutate({ userId: me, disabled: true }))).toMatchObject(
      state,
    );
    expect(await refusalOf(api.admin.users.update.mutate({ userId: me, kind: 'user' }))).toMatchObject(state);
  });
});

describe('removing an environment', () => {
  test('waits until it is empty, and then nothing in it can be reached', async () => {
    const { id: environmentId } = await api.admin.environments.create.mutate({ name: 'Short-lived' });
    const stack = await api.admin.stacks.create.mutate({ environmentId, name: 'only' });
    const removing = api.admin.environments.remove.mutate({ environmentId });
    expect(await refusalOf(removing)).toMatchObject({ code: 'not-allowed-in-state' });
    await api.database.prisma.stack.update({ where: { id: stack.id }, data: { removedAt: new Date() } });
    await api.admin.environments.remove.mutate({ environmentId });
    const looking = api.admin.stacks.list.query({ environmentId });
    expect(await refusalOf(looking)).toMatchObject({ code: 'not-found' });
    await api.admin.environments.create.mutate({ name: 'short-lived' });
  });

  test('names of environments are one of a kind', async () => {
    const twin = api.admin.environments.create.mutate({ name: 'DEFAULT' });
    expect(await refusalOf(twin)).toEqual({ code: 'name-taken', field: 'name' });
  });
});
