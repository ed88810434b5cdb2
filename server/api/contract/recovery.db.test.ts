import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blueprintOf, ENVIRONMENT_ID, FINGERPRINT, idOf, insertOffer } from '../testing/older-server.ts';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const fingerprint = FINGERPRINT;

async function offerAll(): Promise<string[]> {
  return Promise.all(['h1', 'h2', 'h3'].map((host) => insertOffer(api, { host })));
}

describe('rebuilding from what hosts carry', () => {
  test('the overview tells who we are and who knocks, server by server', async () => {
    await offerAll();
    await insertOffer(api, { host: 'h9', fingerprint: 'b'.repeat(64) });
    const { own, groups, trusted } = await api.admin.recovery.overview.query();
    expect(own.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(trusted).toEqual([]);
    const summary = groups.map((group) => [
      group.fingerprint,
      group.trusted,
      group.offers.map((one) => one.hostName),
    ]);
    expect(summary).toEqual([
      [fingerprint, false, ['h1', 'h2', 'h3']],
      ['b'.repeat(64), false, ['h9']],
    ]);
    expect((await api.admin.recovery.overview.query()).own).toEqual(own);
  });

  test('a yes brings everything back as it was: ids, names, indices, scale, links, places', async () => {
    const offerIds = await offerAll();
    const plan = await api.admin.recovery.plan.query({ fingerprint, offerIds });
    expect(plan.problems.map((problem) => problem.code)).toEqual(['environment-replaced']);
    const counts = { hostCount: 3, stackCount: 1, serviceCount: 2, unitCount: 4 };
    const accepted = await api.admin.recovery.accept.mutate({
      fingerprint,
      offerIds,
      planDigest: plan.digest,
    });
    expect(accepted).toEqual({ environmentIds: [ENVIRONMENT_ID], ...counts });
    const environments = await api.admin.environments.list.query();
    expect(environments.map(({ id, name, role }) => ({ id, name, role }))).toEqual([
      { id: ENVIRONMENT_ID, name: 'Default', role: 'owner' },
    ]);
    const environmentId = ENVIRONMENT_ID;
    const web = await api.admin.services.get.query({ environmentId, serviceId: idOf('svc', 'web') });
    expect(web).toMatchObject({ name: 'web', stackName: 'shop', scale: 3, revision: 2, image: 'web:1' });
    expect(web.links).toEqual([{ service: 'db', alias: 'store' }]);
    const places = web.units.map((unit) => [unit.id, unit.name, unit.index, unit.hostName]);
    expect(places.sort()).toEqual(
      [1, 2, 3].map((index) => [idOf('unt', `web${index}`), `shop-web-${index}`, index, `h${index}`]),
    );
    const units = await api.database.prisma.unit.findMany({ select: { generation: true, desired: true } });
    expect(units).toEqual(Array(4).fill({ generation: 4, desired: 'running' }));
    const db = { where: { id: idOf('unt', 'db1') }, select: { recreations: true, recreateCount: true } };
    expect(await api.database.prisma.unit.findUnique(db)).toEqual({
      recreations: { '': 2 },
      recreateCount: 2,
    });
    const hosts = await api.admin.hosts.list.query({ environmentId });
    expect(hosts.map((host) => [host.name, host.state, host.labels])).toEqual(
      ['h1', 'h2', 'h3'].map((name) => [name, 'reconnecting', { rack: name }]),
    );
    const { events } = await api.admin.events.list.query({ environmentId });
    expect(events.at(-1)).toMatchObject({ kind: 'recovery.accepted', actor: 'admin', params: counts });
    expect((await api.admin.recovery.overview.query()).groups).toEqual([]);
  });

  test('a host that has not come keeps its units, and gets its row when it comes', async () => {
    const [h1 = '', h2 = ''] = await Promise.all(['h1', 'h2'].map((host) => insertOffer(api, { host })));
    const plan = await api.admin.recovery.plan.query({ fingerprint, offerIds: [h1, h2] });
    expect(plan.problems).toContainEqual({
      code: 'host-absent',
      message: expect.stringContaining('h3 has not come yet. Its 1 unit stay'),
    });
    await api.admin.recovery.accept.mutate({ fingerprint, offerIds: [h1, h2] });
    const h3 = { where: { id: idOf('hst', 'h3') }, select: { publicKey: true, state: true, name: true } };
    expect(await api.database.prisma.host.findUnique(h3)).toEqual({
      publicKey: '',
      state: 'reconnecting',
      name: 'h3',
    });
    expect(await api.database.prisma.unit.count()).toBe(4);
    const later = await insertOffer(api, { host: 'h3' });
    await api.admin.recovery.accept.mutate({ fingerprint, offerIds: [later] });
    expect((await api.database.prisma.host.findUnique(h3))?.publicKey).not.toBe('');
    expect(await api.database.prisma.unit.count()).toBe(4);
    const { trusted } = await api.admin.recovery.overview.query();
    expect(trusted).toMatchObject([
      { fingerprint, serverId: 'older-server', trustedBy: 'admin', hostCount: 3 },
    ]);
  });

  test('another server’s host does not come in with the selection', async () => {
    const [h1 = ''] = await offerAll();
    const stranger = await insertOffer(api, { host: 'h9', fingerprint: 'b'.repeat(64) });
    const mixed = { fingerprint, offerIds: [h1, stranger] };
    expect(await refusalOf(api.admin.recovery.plan.query(mixed))).toEqual({
      code: 'forbidden',
      field: 'offerIds',
    });
    expect(await refusalOf(api.admin.recovery.accept.mutate(mixed))).toMatchObject({ code: 'forbidden' });
    expect(await api.database.prisma.host.count()).toBe(0);
  });

  test('what is accepted is what was looked at', async () => {
    const offerIds = await offerAll();
    const { digest } = await api.admin.recovery.plan.query({ fingerprint, offerIds });
    const blueprint = blueprintOf('h1');
    const altered = { ...blueprint, outline: { ...blueprint.outline, version: 11, units: [] } };
    await api.database.prisma.recoveryOffer.update({
      where: { id: offerIds[0] },
      data: {
        content: JSON.parse(JSON.stringify({ labels: {}, facts: null, blueprint: altered, units: [] })),
      },
    });
    const accepting = api.admin.recovery.accept.mutate({ fingerprint, offerIds, planDigest: digest });
    expect(await refusalOf(accepting)).toMatchObject({ code: 'conflict' });
    expect(await api.database.prisma.host.count()).toBe(0);
  });

  test('what was removed here does not come back', async () => {
    const offerIds = await offerAll();
    await api.admin.recovery.accept.mutate({ fingerprint, offerIds });
    const { prisma } = api.database;
    const removedAt = new Date();
    await prisma.host.update({
      where: { id: idOf('hst', 'h3') },
      data: { state: 'removed', desired: 'removed', removedAt, keyRevokedAt: removedAt },
    });
    await prisma.service.update({
      where: { id: idOf('svc', 'db') },
      data: { desired: 'removed', removedAt },
    });
    const again = await insertOffer(api, { host: 'h3' });
    const accepting = api.admin.recovery.accept.mutate({ fingerprint, offerIds: [again] });
    expect(await refusalOf(accepting)).toMatchObject({ code: 'not-allowed-in-state' });
    expect((await prisma.service.findUnique({ where: { id: idOf('svc', 'db') } }))?.removedAt).not.toBeNull();
  });

  test('a server can be named before any of its hosts has come, and by its own word once they are chosen', async () => {
    await api.admin.recovery.trust.mutate({ fingerprint });
    await api.admin.recovery.trust.mutate({ fingerprint });
    const { trusted } = await api.admin.recovery.overview.query();
    expect(trusted).toMatchObject([{ fingerprint, hostCount: 0 }]);
    await offerAll();
    const { groups } = await api.admin.recovery.overview.query();
    expect(groups[0]).toMatchObject({ fingerprint, trusted: true });
    expect(groups[0]?.offers).toHaveLength(3);
    const offerIds = groups[0]?.offers.map((one) => one.id) ?? [];
    await api.admin.recovery.accept.mutate({ fingerprint, offerIds });
    const [known] = (await api.admin.recovery.overview.query()).trusted;
    expect(known).toMatchObject({ fingerprint, hostCount: 3 });
    expect(known?.serverId).not.toBe('');
  });

  test('a dismissed host is not shown and cannot be taken in; a server can be distrusted again', async () => {
    const offerIds = await offerAll();
    await api.admin.recovery.dismiss.mutate({ offerIds: offerIds.slice(0, 1) });
    const { groups } = await api.admin.recovery.overview.query();
    expect(groups[0]?.offers.map((offer) => offer.hostName)).toEqual(['h2', 'h3']);
    const accepting = api.admin.recovery.accept.mutate({ fingerprint, offerIds });
    expect(await refusalOf(accepting)).toMatchObject({ code: 'not-found' });
    await api.admin.recovery.accept.mutate({ fingerprint, offerIds: offerIds.slice(1) });
    await api.admin.recovery.distrust.mutate({ fingerprint });
    expect((await api.admin.recovery.overview.query()).trusted).toEqual([]);
    const again = api.admin.recovery.distrust.mutate({ fingerprint });
    expect(await refusalOf(again)).toMatchObject({ code: 'not-found' });
  });
});
