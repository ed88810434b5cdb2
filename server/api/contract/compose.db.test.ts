import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let environmentId: string;
beforeAll(async () => {
  api = await startTestApi();
  environmentId = api.environmentId;
});
afterAll(() => api.close());

const COMPOSE = `
version: '2'
services:
  web:
    image: nginx:1.27
    environment:
      PASSWORD: hunter2
    links: [db]
  db:
    image: postgres:18
`;

function file(stackName: string, compose: string) {
  return { environmentId, stackName, compose };
}

async function servicesOf(stackName: string) {
  return api.database.prisma.service.findMany({
    where: { stack: { name: stackName } },
    orderBy: { name: 'asc' },
  });
}

describe('applying a compose file', () => {
  test('makes what is missing, as the plan said', async () => {
    const rancherCompose = 'web:\n  scale: 3\n';
    const input = { ...file('shop', COMPOSE), rancherCompose };
    const plan = await api.admin.stacks.planCompose.query(input);
    expect(plan).toMatchObject({ stackExists: false, problems: [] });
    expect(plan.services.map(({ name, change, scale }) => ({ name, change, scale }))).toEqual([
      { name: 'web', change: 'create', scale: 3 },
      { name: 'db', change: 'create', scale: 1 },
    ]);
    const applied = await api.admin.stacks.applyCompose.mutate(input);
    expect(applied.plan.services).toEqual(plan.services);
    const rows = await servicesOf('shop');
    expect(rows.map(({ name, scale, desired }) => ({ name, scale, desired }))).toEqual([
      { name: 'db', scale: 1, desired: 'running' },
      { name: 'web', scale: 3, desired: 'running' },
    ]);
  });

  test('a second time changes nothing', async () => {
    const before = await servicesOf('shop');
    const { plan } = await api.admin.stacks.applyCompose.mutate(file('SHOP', COMPOSE));
    expect(plan.services.map((service) => service.change)).toEqual(['same', 'same']);
    expect(await servicesOf('shop')).toEqual(before);
  });

  test('changes what exists only when asked to upgrade, and never its scale', async () => {
    const changed = file('shop', COMPOSE.replace('nginx:1.27', 'nginx:1.28'));
    const scaled = { ...changed, rancherCompose: 'web:\n  scale: 9\n' };
    const left = await api.admin.stacks.applyCompose.mutate(scaled);
    expect(left.plan.services[0]).toMatchObject({ change: 'update', changedFields: ['image'], scale: 3 });
    expect(left.plan.warnings.map((warning) => warning.path)).toContain('services.web');
    expect((await servicesOf('shop')).map((row) => row.revisionNumber)).toEqual([1, 1]);
    await api.admin.stacks.applyCompose.mutate({ ...scaled, upgrade: true });
    const rows = await servicesOf('shop');
    expect(rows.map((row) => [row.revisionNumber, row.scale])).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });

  test('a file with a problem is refused with its line and leaves nothing behind', async () => {
    const bad = `${COMPOSE}  broken:\n    image: 'Not An Image'\n`;
    const call = api.admin.stacks.applyCompose.mutate(file('bad', bad));
    await expect(call).rejects.toMatchObject({
      data: {
        detail: {
          code: 'compose-invalid',
          issues: [{ field: expect.stringMatching(/^docker-compose\.yml:1\d$/) }],
        },
      },
    });
    expect(await api.database.prisma.stack.count({ where: { name: 'bad' } })).toBe(0);
  });

  test('when one service cannot be written, none is', async () => {
    await api.database.pool.query(
      `create function refuse_db() returns trigger language plpgsql as
       $$ begin if new.name = 'db' then raise exception 'refused'; end if; return new; end $$`,
    );
    await api.database.pool.query(
      'create trigger refuse_db before insert on "Service" for each row execute function refuse_db()',
    );
    const call = api.admin.stacks.applyCompose.mutate(file('half', COMPOSE));
    expect(await refusalOf(call)).toMatchObject({ code: 'internal' });
    await api.database.pool.query('drop trigger refuse_db on "Service"');
    expect(await api.database.prisma.stack.count({ where: { name: 'half' } })).toBe(0);
    expect(await servicesOf('half')).toEqual([]);
    const events = await api.admin.events.list.query({ environmentId });
    expect(events.events.filter((event) => event.params.name === 'half')).toEqual([]);
  });

  test('a file of hundreds of kilobytes can be planned', async () => {
    const long = `${COMPOSE}# ${'x'.repeat(300_000)}\n`;
    expect(await api.admin.stacks.planCompose.query(file('long', long))).toMatchObject({ problems: [] });
  });

  test('the audit says who applied what and holds no value of it', async () => {
    const rows = await api.database.prisma.audit.findMany({ where: { procedure: 'stacks.applyCompose' } });
    expect(rows[0]).toMatchObject({ username: 'admin', environmentId, subjectId: 'shop' });
    expect(JSON.stringify(rows.map((row) => row.input))).not.toContain('hunter2');
  });
});
