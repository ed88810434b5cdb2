import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ASKED } from '../../db/repositories/asked.ts';
import { insertHost, insertUnit } from '../testing/cluster-rows.ts';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

const HOST = 'hst_00000000000000000000000001';

let api: TestApi;
let environmentId: string;
let stackId: string;
let serviceId: string;
let unitId: string;
let containerId: string;
let index = 0;

beforeAll(async () => {
  api = await startTestApi();
  environmentId = api.environmentId;
  stackId = (await api.admin.stacks.create.mutate({ environmentId, name: 'shop' })).id;
  const spec = { launch: { image: 'nginx:1.27' } };
  serviceId = (await api.admin.services.create.mutate({ environmentId, stackId, name: 'web', spec })).id;
  await insertHost(api, HOST, 'one');
});
afterAll(() => api.close());
beforeEach(async () => {
  index += 1;
  unitId = await insertUnit(api, { serviceId, hostId: HOST, index });
  containerId = unitId.replace('unt_', 'ins_');
});

const remove = (client = api.admin, id = containerId) =>
  client.containers.remove.mutate({ environmentId, containerId: id });
const unit = () => api.database.prisma.unit.findUniqueOrThrow({ where: { id: unitId } });

describe('removing a container', () => {
  test('asks for another in its place, says so at once and tells who did it', async () => {
    await api.database.pool.query(
      `insert into "ServiceStatus" ("serviceId", state, "unitCount", "runningCount", units, answers, "updatedAt")
       select s.id, 'active', 1, 1, '[]', ${ASKED}, now() from "Service" s`,
    );
    const service = () => api.admin.services.get.query({ environmentId, serviceId });
    expect(await service()).toMatchObject({ state: 'active', reason: null });
    await remove();
    expect(await service()).toMatchObject({ state: 'activating', reason: { code: 'starting' } });
    expect(await unit()).toMatchObject({ recreations: { '': 1 }, recreateCount: 0, desired: 'running' });
    const shown = await api.admin.containers.get.query({ environmentId, containerId });
    expect(shown.state).toBe('removing');
    const { events } = await api.admin.events.list.query({ environmentId, unitId });
    expect(events).toMatchObject([
      { kind: 'container.removing', actor: 'admin', params: { name: `c-${index}`, host: 'one' }, serviceId },
    ]);
    const audit = await api.database.prisma.audit.findFirst({ where: { subjectId: containerId } });
    expect(audit).toMatchObject({ procedure: 'containers.remove', username: 'admin' });
  });

  test('twice before anything was decided asks once more, and above what was decided before', async () => {
    await api.database.prisma.unit.update({
      where: { id: unitId },
      data: { recreations: { log: 4 }, recreateCount: 7 },
    });
    await remove();
    expect(await unit()).toMatchObject({ recreations: { log: 4, '': 8 } });
    await Promise.all([remove(), remove()]);
    expect(await unit()).toMatchObject({ recreations: { log: 4, '': 10 } });
  });

  test('a row that another version wrote or that is damaged does not stand in the way', async () => {
    const damaged = { where: { id: unitId }, data: { recreations: { '': 'many' } } };
    await api.database.prisma.unit.update(damaged);
    const shown = await api.admin.containers.get.query({ environmentId, containerId });
    expect(shown.state).toBe('running');
    await remove();
    expect(await unit()).toMatchObject({ recreations: { '': 1 } });
  });

  test.each([
    [
      'a unit',
      () => api.database.prisma.unit.update({ where: { id: unitId }, data: { desired: 'removed' } }),
    ],
    ['a service', () => api.admin.services.remove.mutate({ environmentId, serviceId })],
  ])('of %s that is being removed is refused', async (_what, leave) => {
    await leave();
    await expect(remove()).rejects.toMatchObject({
      message: 'The container is being removed for good already.',
      data: { detail: { code: 'not-allowed-in-state' } },
    });
    expect(await unit()).toMatchObject({ recreations: {} });
  });

  test('that is not there, or in another environment, is not found', async () => {
    const unknown = 'ins_00000000000000000000000099';
    expect(await refusalOf(remove(api.admin, unknown))).toMatchObject({ code: 'not-found' });
    const other = await api.admin.environments.create.mutate({ name: 'Other' });
    const call = api.admin.containers.remove.mutate({ environmentId: other.id, containerId });
    expect(await refusalOf(call)).toMatchObject({ code: 'not-found' });
  });

  test('is not for those who may only look', async () => {
    const reader = await api.personNamed('reader');
    await api.admin.members.set.mutate({ environmentId, username: 'reader', role: 'readonly' });
    expect(await refusalOf(remove(reader))).toMatchObject({ code: 'forbidden' });
    expect(await unit()).toMatchObject({ recreations: {} });
  });
});
