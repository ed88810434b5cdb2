import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let environmentId: string;
beforeAll(async () => {
  api = await startTestApi();
  environmentId = api.environmentId;
});
afterAll(() => api.close());

async function counts() {
  const { stack, event, audit } = api.database.prisma;
  return [await stack.count(), await event.count(), await audit.count()];
}

test.each(['Audit', 'Event'])('without its row in %s, a change does not happen', async (table) => {
  await api.database.pool.query(`alter table "${table}" add constraint refuse check (id < 0) not valid`);
  const before = await counts();
  const call = api.admin.stacks.create.mutate({ environmentId, name: `no-${table}` });
  expect(await refusalOf(call)).toMatchObject({ code: 'internal' });
  expect(await counts()).toEqual(before);
  await api.database.pool.query(`alter table "${table}" drop constraint refuse`);
});

test('a change that a rule refuses leaves neither event nor audit', async () => {
  await api.admin.stacks.create.mutate({ environmentId, name: 'once' });
  const before = await counts();
  const again = api.admin.stacks.create.mutate({ environmentId, name: 'once' });
  expect(await refusalOf(again)).toMatchObject({ code: 'name-taken' });
  expect(await counts()).toEqual(before);
});

test('passwords do not reach the audit', async () => {
  await api.personNamed('audited');
  const rows = await api.database.prisma.audit.findMany();
  expect(rows.map((row) => row.procedure)).toContain('users.create');
  expect(JSON.stringify(rows.map((row) => row.input))).not.toContain('correct horse');
});

test('events are read in pages, newest first', async () => {
  for (const name of ['p1', 'p2', 'p3']) await api.admin.stacks.create.mutate({ environmentId, name });
  const first = await api.admin.events.list.query({ environmentId, limit: 2 });
  expect(first.events.map((event) => event.params.name)).toEqual(['p3', 'p2']);
  const second = await api.admin.events.list.query({
    environmentId,
    limit: 2,
    cursor: first.nextCursor ?? '',
  });
  expect(second.events[0]?.params.name).toBe('p1');
});
