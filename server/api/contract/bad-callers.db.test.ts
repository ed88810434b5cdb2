import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestTables } from '../../db/testing-digest.ts';
import { insertHost, insertUnit } from '../testing/cluster-rows.ts';
import { bearerOf, callRaw, expectRefusal, freezeSessions, type Refusal } from '../testing/raw-call.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

/* The right words from the wrong mouth: of another environment, with too small a role, from a page of someone else. */

const HOST = 'hst_00000000000000000000000001';
const CONTAINER = 'ins_00000000000000000000000001';
const SPEC = { launch: { image: 'nginx:1.27' } };
const NO_ENVIRONMENT: Refusal = {
  status: 404,
  code: 'not-found',
  message: 'There is no such environment.',
  field: null,
};
const missing = (what: string): Refusal => ({
  status: 404,
  code: 'not-found',
  message: `There is no such ${what}.`,
  field: null,
});

let api: TestApi;
let A: string;
let B: string;
let stackId: string;
let serviceId: string;
let tokenId: string;
let adminId: string;
const headersOf: Record<string, { authorization: string }> = {};

beforeAll(async () => {
  api = await startTestApi();
  const { admin } = api;
  A = api.environmentId;
  B = (await admin.environments.create.mutate({ name: 'Other' })).id;
  adminId = (await admin.auth.status.query()).user?.id ?? '';
  stackId = (await admin.stacks.create.mutate({ environmentId: A, name: 'shop' })).id;
  serviceId = (await admin.services.create.mutate({ environmentId: A, stackId, name: 'web', spec: SPEC })).id;
  await insertHost(api, HOST, 'one');
  await insertUnit(api, { serviceId, hostId: HOST, index: 1 });
  await api.database.pool.query(`update "Instance" set id = '${CONTAINER}'`);
  const token = await admin.hosts.createEnrolmentToken.mutate({ environmentId: A, serverUrl: 'http://a' });
  tokenId = token.id;
  for (const name of ['stranger', 'looker', 'restricted']) await api.personNamed(name);
  await admin.members.set.mutate({ environmentId: B, username: 'stranger', role: 'owner' });
  await admin.members.set.mutate({ environmentId: A, username: 'looker', role: 'readonly' });
  await admin.members.set.mutate({ environmentId: A, username: 'restricted', role: 'restricted' });
  for (const name of ['admin', 'stranger', 'looker', 'restricted'])
    headersOf[name] = await bearerOf(api, name);
});
afterAll(() => api.close());

const body = (input: unknown) => JSON.stringify({ json: input });
const as = (name: string) => headersOf[name] ?? {};

/** Procedures that name something of the first environment; the input lacks only where it is said to be. */
const ABOUT_A: readonly (readonly [path: string, input: () => object, within: Refusal])[] = [
  ['stacks.get', () => ({ stackId }), missing('stack')],
  ['stacks.update', () => ({ stackId, description: 'mine' }), missing('stack')],
  ['stacks.stop', () => ({ stackId }), missing('stack')],
  ['stacks.remove', () => ({ stackId }), missing('stack')],
  ['services.create', () => ({ stackId, name: 'x', spec: SPEC }), missing('stack')],
  ['services.get', () => ({ serviceId }), missing('service')],
  ['services.revisions', () => ({ serviceId }), missing('service')],
  ['services.update', () => ({ serviceId, description: 'mine' }), missing('service')],
  ['services.scale', () => ({ serviceId, scale: 0 }), missing('service')],
  ['services.remove', () => ({ serviceId }), missing('service')],
  ['hosts.get', () => ({ hostId: HOST }), missing('host')],
  ['hosts.update', () => ({ hostId: HOST, name: 'mine' }), missing('host')],
  ['hosts.deactivate', () => ({ hostId: HOST }), missing('host')],
  ['hosts.remove', () => ({ hostId: HOST }), missing('host')],
  ['hosts.enrolmentStatus', () => ({ tokenId }), missing('token')],
  ['containers.get', () => ({ containerId: CONTAINER }), missing('container')],
];

describe('the owner of another environment', () => {
  it.each(ABOUT_A)('%s in this one: it is not there', (path, input) =>
    expectRefusal(
      api,
      { path, body: body({ environmentId: A, ...input() }), headers: as('stranger') },
      NO_ENVIRONMENT,
    ),
  );

  it.each(ABOUT_A)('%s of this one as if it were in the own: it is not there', (path, input, within) =>
    expectRefusal(
      api,
      { path, body: body({ environmentId: B, ...input() }), headers: as('stranger') },
      within,
    ),
  );

  it.each([
    ['hosts', 'hosts.list', () => ({ environmentId: B })],
    ['containers of a host', 'containers.list', () => ({ environmentId: B, hostId: HOST })],
    ['containers of a stack', 'containers.list', () => ({ environmentId: B, stackId })],
    ['events of a service', 'events.list', () => ({ environmentId: B, serviceId })],
  ])('sees no %s of this one among the own', async (_, path, input) => {
    const url = `${api.url}/api/trpc/${path}?input=${encodeURIComponent(body(input()))}`;
    const answer = await (await fetch(url, { headers: as('stranger') })).text();
    for (const id of [HOST, CONTAINER, serviceId, stackId]) expect(answer).not.toContain(id);
  });

  it.each([
    ['users.list', {}, 'Only an administrator may do this.'],
    [
      'users.create',
      { username: 'new', name: 'N', password: 'long enough' },
      'Only an administrator may do this.',
    ],
    ['settings.update', { registrationUrl: null }, 'Only an administrator may do this.'],
  ])('%s: is for administrators', (path, input, message) =>
    expectRefusal(
      api,
      { path, body: body(input), headers: as('stranger') },
      { status: 403, code: 'forbidden', message, field: null },
    ),
  );

  it('cannot make itself an administrator', async () => {
    const own = (await api.admin.users.list.query()).find((user) => user.username === 'stranger');
    await expectRefusal(
      api,
      { path: 'users.update', body: body({ userId: own?.id, kind: 'admin' }), headers: as('stranger') },
      { status: 403, code: 'forbidden', message: 'Only an administrator may do this.', field: null },
    );
  });
});

describe('a member of too small a role', () => {
  it.each([
    ['looker', 'stacks.create', () => ({ name: 'x' }), 'This needs the role restricted; yours is readonly.'],
    [
      'looker',
      'services.scale',
      () => ({ serviceId, scale: 0 }),
      'This needs the role restricted; yours is readonly.',
    ],
    [
      'looker',
      'stacks.applyCompose',
      () => ({ stackName: 'x', compose: 'a: {image: b}' }),
      'This needs the role restricted; yours is readonly.',
    ],
    [
      'restricted',
      'hosts.remove',
      () => ({ hostId: HOST }),
      'This needs the role member; yours is restricted.',
    ],
    [
      'restricted',
      'hosts.createEnrolmentToken',
      () => ({ serverUrl: 'http://a' }),
      'This needs the role member; yours is restricted.',
    ],
    [
      'restricted',
      'members.set',
      () => ({ username: 'restricted', role: 'owner' }),
      'This needs the role owner; yours is restricted.',
    ],
    ['restricted', 'environments.remove', () => ({}), 'This needs the role owner; yours is restricted.'],
  ])('%s calls %s', (who, path, input, message) =>
    expectRefusal(
      api,
      { path, body: body({ environmentId: A, ...input() }), headers: as(who) },
      { status: 403, code: 'forbidden', message, field: null },
    ),
  );

  it('is told its role even when the rest of the input is wrong', () =>
    expectRefusal(
      api,
      {
        path: 'services.scale',
        body: body({ environmentId: A, serviceId: 7, scale: 'x' }),
        headers: as('looker'),
      },
      {
        status: 403,
        code: 'forbidden',
        message: 'This needs the role restricted; yours is readonly.',
        field: null,
      },
    ));
});

describe('who is nobody', () => {
  const SIGN_IN: Refusal = { status: 401, code: 'not-signed-in', message: 'Sign in first.', field: null };
  it.each([
    ['no token', {}],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a token of nobody', { authorization: `Bearer ${'x'.repeat(43)}` }],
    ['an enormous token', { authorization: `Bearer ${'x'.repeat(5_000)}` }],
    ['another way to sign in', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
    ['a token that asks the database', { authorization: "Bearer ' or '1'='1" }],
  ])('with %s', (_, headers) =>
    expectRefusal(api, { path: 'environments.list', body: '{}', headers }, SIGN_IN),
  );

  it.each([
    ['ended', `delete from "Session" where client = 'doomed'`],
    ['expired', `update "Session" set "expiresAt" = now() - interval '1 second' where client = 'doomed'`],
    ['of a user who was disabled', `update "User" set "disabledAt" = now() where username = 'doomed'`],
  ])('with a session that is %s', async (_, sql) => {
    await api.database.pool.query(`delete from "User" where username = 'doomed'`);
    await api.personNamed('doomed');
    const { token } = await api
      .client()
      .auth.signIn.mutate({ username: 'doomed', password: 'correct horse battery', client: 'doomed' });
    const headers = { authorization: `Bearer ${token}` };
    expect((await callRaw(api, { path: 'environments.list', body: '{}', headers })).status).toBe(200);
    await api.database.pool.query(sql);
    await expectRefusal(api, { path: 'environments.list', body: '{}', headers }, SIGN_IN);
  });
});

describe('a page of someone else', () => {
  const FOREIGN: Refusal = {
    status: 403,
    code: 'forbidden',
    message: 'Changes are accepted only from pages of this server.',
    field: null,
  };
  const host = () => new URL(api.url).host;
  let cookie: string;
  beforeAll(async () => {
    const answer = await fetch(`${api.url}/api/trpc/auth.signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: api.url },
      body: body({ username: 'admin', password: 'correct horse battery' }),
    });
    cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    await freezeSessions(api);
  });

  it.each<readonly [string, () => Record<string, string>]>([
    ['of another site', () => ({ origin: 'https://evil.example' })],
    ['of another port', () => ({ origin: 'http://127.0.0.1:1' })],
    ['that says nothing', () => ({})],
    ['of no origin', () => ({ origin: 'null' })],
    ['with an origin that is no address', () => ({ origin: host() })],
    ['with this server in its own name', () => ({ origin: `https://${host()}.evil.example` })],
    ['with this server before its own name', () => ({ origin: `http://${host()}@evil.example` })],
    ['with two origins', () => ({ origin: `https://evil.example, ${api.url}` })],
    [
      'whose browser says so, whatever its origin',
      () => ({ origin: api.url, 'sec-fetch-site': 'cross-site' }),
    ],
    ['of the same site but another name', () => ({ origin: api.url, 'sec-fetch-site': 'same-site' })],
    [
      'that calls itself forwarded',
      () => ({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }),
    ],
  ])('%s changes nothing with the cookie of who looks at it', (_, headers) =>
    expectRefusal(
      api,
      {
        path: 'environments.create',
        body: body({ name: 'Made elsewhere' }),
        headers: { cookie, ...headers() },
      },
      FOREIGN,
    ),
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded'])(
    'that posts a form as %s changes nothing',
    async (type) => {
      const before = await digestTables(api.database.pool);
      const headers = { cookie, 'content-type': type, origin: 'https://evil.example' };
      const { status } = await callRaw(api, {
        path: 'environments.create',
        body: body({ name: 'Made elsewhere' }),
        headers,
      });
      expect(status).toBe(415);
      expect(await digestTables(api.database.pool)).toEqual(before);
    },
  );

  it('cannot change by a question', async () => {
    const before = await digestTables(api.database.pool);
    const input = encodeURIComponent(body({ userId: adminId, disabled: true }));
    const answer = await fetch(`${api.url}/api/trpc/users.update?input=${input}`, { headers: { cookie } });
    expect(answer.status).toBe(405);
    expect(await digestTables(api.database.pool)).toEqual(before);
  });
});
