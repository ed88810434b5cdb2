import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { insertHost, insertUnit } from '../testing/cluster-rows.ts';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let environmentId: string;
let stackId: string;
let serviceId: string;
const HOST = 'hst_00000000000000000000000001';
const REASON = {
  code: 'no-host',
  message: null,
  since: '2026-01-01T00:00:00.000Z',
  attempts: null,
  nextAttemptAt: null,
  filters: [{ filter: 'host-port', hostCount: 1, detail: '80/tcp' }],
};

beforeAll(async () => {
  api = await startTestApi();
  environmentId = api.environmentId;
  stackId = (await api.admin.stacks.create.mutate({ environmentId, name: 'shop' })).id;
  const service = await api.admin.services.create.mutate({
    environmentId,
    stackId,
    name: 'web',
    scale: 3,
    spec: {
      launch: {
        image: 'nginx:1.27',
        milliCpuReservation: 250,
        memoryReservationBytes: 1000,
        ports: [{ hostPort: 80, containerPort: 8080 }],
      },
    },
  });
  serviceId = service.id;
  await insertHost(api, HOST, 'one');
});
afterAll(() => api.close());

/** Statements sent to the database while `read` runs, whichever library sends them. */
async function countQueries(read: () => Promise<unknown>): Promise<number> {
  const { pool } = api.database;
  const spy = vi.spyOn(pool, 'query');
  await read();
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

describe('a service', () => {
  test('is shown from what was asked until the reconciler has spoken', async () => {
    const service = await api.admin.services.get.query({ environmentId, serviceId });
    expect(service).toMatchObject({ state: 'activating', unitCount: 0, units: [] });
    expect(service.reason?.code).toBe('starting');
    expect(service.ports).toEqual([{ hostPort: 80, containerPort: 8080, protocol: 'tcp' }]);
  });

  test('shows its units, with the reason of those that are not as asked, and the slots that wait', async () => {
    const unitId = await insertUnit(api, { serviceId, hostId: HOST, index: 1 });
    const unspoken = await insertUnit(api, { serviceId, hostId: HOST, index: 2 });
    await api.database.prisma.serviceStatus.create({
      data: {
        serviceId,
        state: 'degraded',
        reason: REASON,
        unitCount: 3,
        runningCount: 1,
        units: [
          { unitId, index: 1, hostId: HOST, state: 'running', reason: null },
          { unitId: null, index: 3, hostId: null, state: 'waiting', reason: REASON },
        ],
      },
    });
    const service = await api.admin.services.get.query({ environmentId, serviceId });
    expect(service).toMatchObject({ state: 'degraded', reason: REASON, unitCount: 3, runningCount: 1 });
    expect(service.units).toMatchObject([
      { id: unitId, name: 'shop-web-1', hostName: 'one', state: 'running', reason: null, revision: 1 },
      { id: unspoken, name: 'shop-web-2', state: 'starting', reason: { code: 'starting' } },
      { id: null, name: 'shop-web-3', hostId: null, state: 'waiting', reason: REASON, containers: [] },
    ]);
    expect(service.units[0]?.containers).toMatchObject([{ launch: '', name: 'c-1', state: 'running' }]);
  });
});

describe('containers', () => {
  test('are listed with where they belong and how their unit is doing, page by page', async () => {
    const all = await api.admin.containers.list.query({ environmentId });
    expect(all).toMatchObject([
      { name: 'c-1', stackName: 'shop', serviceName: 'web', hostName: 'one', unitState: 'running' },
      { name: 'c-2', image: 'nginx:1.27', unitState: 'starting', index: 2 },
    ]);
    const rest = await api.admin.containers.list.query({ environmentId, after: all[0]?.id, limit: 1 });
    expect(rest.map((one) => one.id)).toEqual([all[1]?.id]);
    const elsewhere = { environmentId, hostId: 'hst_0000000000elsewhere' };
    expect(await api.admin.containers.list.query(elsewhere)).toEqual([]);
  });

  test.each([
    ['its host is silent', { state: 'disconnected' as const, engineReachable: true }],
    ['its engine is', { state: 'active' as const, engineReachable: false }],
  ])('say since when nobody could look, as their unit and host do, when %s', async (_what, standing) => {
    const { host } = api.database.prisma;
    const knownAt = new Date('2026-02-02T00:00:00.000Z');
    const [first] = await api.admin.containers.list.query({ environmentId });
    const ref = { environmentId, containerId: first?.id ?? '' };
    const ages = async () => {
      const [listed] = await api.admin.containers.list.query({ environmentId });
      const { units } = await api.admin.services.get.query({ environmentId, serviceId });
      const { staleSince } = await api.admin.hosts.get.query({ environmentId, hostId: HOST });
      const detail = await api.admin.containers.get.query(ref);
      return [listed?.staleSince, units[0]?.staleSince, staleSince, detail.staleSince];
    };
    await host.update({ where: { id: HOST }, data: { knownAt, lastSeenAt: new Date() } });
    expect(await ages()).toEqual([null, null, null, null]);
    await host.update({ where: { id: HOST }, data: standing });
    expect(await ages()).toEqual(Array(4).fill('2026-02-02T00:00:00.000Z'));
    await host.update({ where: { id: HOST }, data: { state: 'active', engineReachable: true } });
  });
});

describe('a host', () => {
  test('shows what it is, what runs on it and what is kept free on it', async () => {
    const host = await api.admin.hosts.get.query({ environmentId, hostId: HOST });
    expect(host).toMatchObject({
      state: 'active',
      stateReason: null,
      labels: { zone: 'a' },
      info: { milliCpu: 4000 },
      reservedMilliCpu: 500,
      reservedMemoryBytes: 2000,
      foreignContainerCount: 2,
    });
    expect(host.containers.map((one) => one.name)).toEqual(['c-1', 'c-2']);
  });

  test('is deactivated before it is removed, and says what was asked at once', async () => {
    const ref = { environmentId, hostId: HOST };
    const state = async () => (await api.admin.hosts.get.query(ref)).state;
    const refused = { code: 'not-allowed-in-state' };
    expect(await refusalOf(api.admin.hosts.remove.mutate(ref))).toMatchObject(refused);
    await api.admin.hosts.deactivate.mutate(ref);
    expect(await state()).toBe('inactive');
    await api.admin.hosts.activate.mutate(ref);
    await api.admin.hosts.deactivate.mutate(ref);
    await api.admin.hosts.update.mutate({ ...ref, labels: { zone: 'b' } });
    await api.admin.hosts.remove.mutate(ref);
    expect(await state()).toBe('removing');
    expect(await refusalOf(api.admin.hosts.activate.mutate(ref))).toMatchObject(refused);
    const { events } = await api.admin.events.list.query({ environmentId, hostId: HOST });
    expect(events[0]).toMatchObject({ kind: 'host.updated', params: { to: 'removed' } });
  });
});

describe('adding a host', () => {
  test('the token is told once, in the commands, and watched by its id', async () => {
    const token = await api.admin.hosts.createEnrolmentToken.mutate({
      environmentId,
      serverUrl: 'http://10.0.0.5:8080/',
      labels: { foo: 'bar' },
    });
    const secret = /\/v1\/scripts\/([\w-]+)$/.exec(token.dockerCommand)?.[1] ?? '';
    expect(secret).toHaveLength(43);
    const rows = await api.database.prisma.enrolmentToken.findMany();
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(await api.admin.hosts.enrolmentStatus.query({ environmentId, tokenId: token.id })).toEqual({
      tokenId: token.id,
      expiresAt: token.expiresAt,
      scriptFetchedAt: null,
      lastFailure: null,
      hosts: [],
    });
  });
});

test('more rows take no more queries', async () => {
  const reads = [
    () => api.admin.stacks.get.query({ environmentId, stackId }),
    () => api.admin.stacks.list.query({ environmentId }),
    () => api.admin.hosts.list.query({ environmentId }),
    () => api.admin.containers.list.query({ environmentId }),
  ];
  const count = async () => {
    const counts: number[] = [];
    for (const read of reads) counts.push(await countQueries(read));
    return counts;
  };
  const before = await count();
  for (const name of ['a', 'b', 'c']) {
    const spec = { launch: { image: 'nginx:1.27' } };
    const service = await api.admin.services.create.mutate({ environmentId, stackId, name, spec });
    for (let index = 1; index <= 5; index += 1) {
      await insertUnit(api, { serviceId: service.id, hostId: HOST, index });
    }
  }
  expect(await count()).toEqual(before);
  // At least session, role and two reads: else the count would not see all of them.
  expect(Math.min(...before)).toBeGreaterThanOrEqual(4);
  expect(Math.max(...before)).toBeLessThan(12);
});
