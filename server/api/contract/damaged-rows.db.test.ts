import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASKED } from '../../db/repositories/asked.ts';
import { insertHost, insertUnit } from '../testing/cluster-rows.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

/* Pages show what can be read. A row that cannot, be it damaged or of a newer server, costs itself. */

const HOST = 'hst_00000000000000000000000001';
const UNREADABLE =
  'The stored description cannot be read: it is damaged or was written by a newer server. Edit the service to write it anew.';
const SPEC = { launch: { image: 'nginx:1.27' } };

let api: TestApi;
let environmentId: string;
let stackId: string;
let good: string;
let bad: string;

beforeAll(async () => {
  api = await startTestApi();
  environmentId = api.environmentId;
  stackId = (await api.admin.stacks.create.mutate({ environmentId, name: 'shop' })).id;
  const create = (name: string) =>
    api.admin.services.create.mutate({ environmentId, stackId, name, scale: 1, spec: SPEC });
  good = (await create('good')).id;
  bad = (await create('bad')).id;
  await insertHost(api, HOST, 'one');
  for (const serviceId of [good, bad]) await insertUnit(api, { serviceId, hostId: HOST, index: 1 });
  await run(
    `insert into "ServiceStatus" ("serviceId", state, "unitCount", "runningCount", units, answers, "updatedAt")
     select s.id, 'active', 1, 1, '[]', ${ASKED}, now() from "Service" s`,
  );
});
afterAll(() => api.close());

const run = (sql: string, values: unknown[] = []) => api.database.pool.query(sql, values);

/** Everything that a page of the environment is made of. */
async function readAll() {
  const { admin } = api;
  const [stacks, stack, one, other, revisions, containers, hosts, host, events, settings, plan] =
    await Promise.all([
      admin.stacks.list.query({ environmentId }),
      admin.stacks.get.query({ environmentId, stackId }),
      admin.services.get.query({ environmentId, serviceId: good }),
      admin.services.get.query({ environmentId, serviceId: bad }),
      admin.services.revisions.query({ environmentId, serviceId: bad }),
      admin.containers.list.query({ environmentId }),
      admin.hosts.list.query({ environmentId }),
      admin.hosts.get.query({ environmentId, hostId: HOST }),
      admin.events.list.query({ environmentId }),
      admin.settings.get.query(),
      admin.stacks.planCompose.query({
        environmentId,
        stackName: 'shop',
        compose: 'version: "2"\nservices:\n  bad: {image: "nginx:1.27"}',
      }),
    ]);
  return { stacks, stack, one, other, revisions, containers, hosts, host, events, settings, plan };
}

/** Does the damage inside what is undone afterwards. */
async function damaged(sql: string, values: unknown[] = []) {
  await run('create table "Kept" as select id, spec from "Revision"');
  await run('create table "KeptInstance" as select id, facts, state from "Instance"');
  try {
    await run(sql, values);
    return await readAll();
  } finally {
    await run('update "Revision" r set spec = k.spec from "Kept" k where k.id = r.id');
    await run(
      'update "Instance" i set facts = k.facts, state = k.state from "KeptInstance" k where k.id = i.id',
    );
    await run('drop table "Kept"');
    await run('drop table "KeptInstance"');
    await run(
      `update "Host" set labels = '{}', "automaticLabels" = '{}', facts = null, "foreignPorts" = '[]'`,
    );
    await run(`update "ServiceStatus" set state = 'active', units = '[]', reason = null`);
    await run(`update "Service" set links = '[]'`);
    await run(`delete from "Setting" where key = 'registration-url'`);
  }
}

describe('a spec that cannot be read', () => {
  it.each([
    [
      'of a newer server',
      { version: 2, launch: { image: 'redis:7' }, sidekicks: [], hostRules: [] },
      'redis:7',
    ],
    ['with a field of a newer server', { ...SPEC, gpus: 1 }, 'nginx:1.27'],
    ['with reservations that are text', { launch: { image: 'a', milliCpuReservation: 'x' } }, 'a'],
    ['with sidekicks that are a number', { ...SPEC, sidekicks: 7 }, 'nginx:1.27'],
    ['with sidekicks that are an object', { ...SPEC, sidekicks: { a: {} } }, 'nginx:1.27'],
    ['with an image that is none', { launch: { image: 'Not An Image' } }, 'unreadable'],
    ['that is nothing', null, 'unreadable'],
    ['that is a list', [1], 'unreadable'],
    ['that is text', 'nginx', 'unreadable'],
  ])('%s is shown with its reason, beside the others', async (_, spec, image) => {
    const shown = await damaged(`update "Revision" set spec = $1::jsonb where "serviceId" = '${bad}'`, [
      JSON.stringify(spec),
    ]);
    expect(shown.other).toMatchObject({ image, reason: { code: 'invalid-spec', message: UNREADABLE } });
    expect(shown.one).toMatchObject({ image: 'nginx:1.27', reason: null, state: 'active' });
    expect(shown.stack.services.map((service) => service.name)).toEqual(['bad', 'good']);
    expect(shown.revisions).toEqual([]);
    expect(shown.containers).toHaveLength(2);
    expect(shown.plan.services).toMatchObject([{ name: 'bad', change: 'update', changedFields: ['spec'] }]);
  });

  it('is replaced by the one that is saved next, even one that looks the same', async () => {
    await run(
      `update "Revision" set spec = '{"version":2,"launch":{"image":"nginx:1.27"}}' where "serviceId" = '${bad}'`,
    );
    const saved = await api.admin.services.update.mutate({ environmentId, serviceId: bad, spec: SPEC });
    expect(saved).toEqual({ revision: 2 });
    const shown = await readAll();
    expect(shown.other).toMatchObject({ image: 'nginx:1.27', revision: 2 });
    expect(shown.revisions).toMatchObject([{ number: 2, current: true }]);
    await run(`update "Revision" set spec = $1 where "serviceId" = '${bad}' and number = 1`, [
      JSON.stringify(shown.other.spec),
    ]);
  });
});

describe('other rows that cannot be read', () => {
  it.each([
    ['labels that are nothing', `update "Host" set labels = 'null', "automaticLabels" = '7'`],
    ['facts that are text', `update "Host" set facts = '"x"', "foreignPorts" = '{}'`],
    ['a state nobody knows', `update "ServiceStatus" set state = 'frozen'`],
    ['a reason nobody knows', `update "ServiceStatus" set reason = '{"code":"eclipse"}'`],
    ['a reason that is text', `update "ServiceStatus" set reason = '"tired"'`],
    ['reports that are a number', `update "ServiceStatus" set units = '7'`],
    ['reports of the wrong shape', `update "ServiceStatus" set units = '[{"unitId":1},null,[]]'`],
    ['links that are text', `update "Service" set links = '"web"'`],
    ['links of the wrong shape', `update "Service" set links = '[{"service":"a b"}]'`],
    ['a container state nobody knows', `update "Instance" set state = 'hibernating'`],
    ['container facts of the wrong shape', `update "Instance" set facts = '{"image":{}}'`],
    ['a setting that is a list', `insert into "Setting" values ('registration-url', '[[]]', now())`],
    [
      'history nobody knows',
      `insert into "Event" ("environmentId", kind, actor, "actorName", params)
      select id, 'moon.landed', 'x', 'x', '[1]' from "Environment"`,
    ],
  ])('%s cost themselves', async (_, sql) => {
    const shown = await damaged(sql);
    expect(shown.stack.services.map((service) => service.name)).toEqual(['bad', 'good']);
    expect(shown.containers).toHaveLength(2);
    expect(shown.hosts).toHaveLength(1);
    expect(shown.settings).toEqual({ registrationUrl: null });
    expect(shown.events.events.map((event) => event.kind)).not.toContain('moon.landed');
  });
});
