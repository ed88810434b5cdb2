import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** As a page would, without the client: what travels in headers is the point. */
async function post(procedure: string, input: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(`${api.url}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(superjson.serialize(input)),
  });
}

async function signInAsPage(username: string): Promise<string> {
  const answer = await post('auth.signIn', { username, password: PASSWORD }, { origin: api.url });
  const cookie = answer.headers.get('set-cookie') ?? '';
  return cookie.split(';')[0] ?? '';
}

describe('setting up', () => {
  test('happens once', async () => {
    const again = { username: 'second', name: 'Second', password: PASSWORD };
    expect(await refusalOf(api.client().auth.setup.mutate(again))).toMatchObject({ code: 'already-set-up' });
    expect(await api.client().auth.status.query()).toMatchObject({ needsSetup: false, user: null });
  });
});

describe('signing in', () => {
  test('gives a program a token and a page a cookie that scripts cannot read', async () => {
    const program = await api
      .client()
      .auth.signIn.mutate({ username: 'Admin', password: PASSWORD, client: 'CLI' });
    expect(program.token).toMatch(/^[\w-]{43}$/);
    const page = await post('auth.signIn', { username: 'admin', password: PASSWORD }, { origin: api.url });
    expect(page.headers.get('set-cookie')).toMatch(
      /^drover_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=57600$/,
    );
    expect(await page.text()).toContain('"token":null');
  });

  test('a wrong password and an unknown name are refused alike', async () => {
    const wrong = { username: 'admin', password: 'not it at all', client: 'test' };
    const unknown = { username: 'nobody', password: 'not it at all', client: 'test' };
    const first = await refusalOf(api.client().auth.signIn.mutate(wrong));
    expect(first).toEqual({ code: 'bad-credentials', field: null });
    expect(await refusalOf(api.client().auth.signIn.mutate(unknown))).toEqual(first);
  });

  test('too many guesses at one name are stopped', async () => {
    const guess = { username: 'victim', password: 'guess', client: 'test' };
    const codes: string[] = [];
    for (let count = 0; count < 11; count += 1) {
      codes.push((await refusalOf(api.client().auth.signIn.mutate(guess))).code);
    }
    expect(codes.at(0)).toBe('bad-credentials');
    expect(codes.at(-1)).toBe('rate-limited');
  });

  test('passwords and tokens are stored as hashes only', async () => {
    const { token } = await api
      .client()
      .auth.signIn.mutate({ username: 'admin', password: PASSWORD, client: 'CLI' });
    const users = await api.database.prisma.user.findMany();
    const sessions = await api.database.prisma.session.findMany();
    expect(users.every((user) => user.passwordHash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true);
    expect(sessions.some((session) => session.id === token)).toBe(false);
  });
});

describe('a session', () => {
  test('ends with a new password, but for the one that set it', async () => {
    const user = await api.personNamed('changer');
    const other = api.client(
      (await api.client().auth.signIn.mutate({ username: 'changer', password: PASSWORD, client: 'CLI' }))
        .token ?? '',
    );
    await user.auth.changePassword.mutate({ current: PASSWORD, next: 'another good one' });
    expect(await refusalOf(other.environments.list.query())).toMatchObject({ code: 'not-signed-in' });
    expect(await user.environments.list.query()).toEqual([]);
  });

  test('ends when the account is disabled', async () => {
    const user = await api.personNamed('leaver');
    const { user: self } = await user.auth.status.query();
    await api.admin.users.update.mutate({ userId: self?.id ?? '', disabled: true });
    expect(await refusalOf(user.environments.list.query())).toMatchObject({ code: 'not-signed-in' });
    const again = { username: 'leaver', password: PASSWORD, client: 'CLI' };
    expect(await refusalOf(api.client().auth.signIn.mutate(again))).toMatchObject({
      code: 'bad-credentials',
    });
  });

  test('lives on with use, written down at most once a minute, and ends without it', async () => {
    const { token } = await api
      .client()
      .auth.signIn.mutate({ username: 'admin', password: PASSWORD, client: 'short' });
    const program = api.client(token ?? '');
    const { session } = api.database.prisma;
    const find = () => session.findFirstOrThrow({ where: { client: 'short' } });
    const { id, expiresAt } = await find();
    await program.environments.list.query();
    expect((await find()).expiresAt).toEqual(expiresAt);
    const soon = new Date(Date.now() + 60_000);
    const before = new Date(Date.now() - 120_000);
    await session.update({ where: { id }, data: { lastSeenAt: before, expiresAt: soon } });
    await program.environments.list.query();
    expect((await find()).expiresAt.getTime()).toBeGreaterThan(Date.now() + 89 * 24 * 3_600_000);
    await session.update({ where: { id }, data: { expiresAt: before } });
    expect(await refusalOf(program.environments.list.query())).toMatchObject({ code: 'not-signed-in' });
  });

  test('ends with signing out', async () => {
    const user = await api.personNamed('goer');
    await user.auth.signOut.mutate();
    expect(await refusalOf(user.environments.list.query())).toMatchObject({ code: 'not-signed-in' });
  });
});

describe('a change that a browser sends with its cookie', () => {
  const input = { name: 'Made by a page' };

  test('is taken from a page of this server', async () => {
    const cookie = await signInAsPage('admin');
    const answer = await post('environments.create', input, { cookie, origin: api.url });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['nowhere in particular', {}],
    ['another site by its own word', { origin: '', 'sec-fetch-site': 'cross-site' }],
  ])('is refused from %s', async (_from, headers) => {
    const cookie = await signInAsPage('admin');
    const answer = await post('environments.create', input, { cookie, ...headers });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('"code":"forbidden"');
  });

  test('nobody can be signed in from another site', async () => {
    const foreign = { origin: 'https://evil.example' };
    const answer = await post('auth.signIn', { username: 'admin', password: PASSWORD }, foreign);
    expect(answer.status).toBe(403);
  });
});

describe('what is refused says why', () => {
  test('invalid input names the field in a sentence', async () => {
    const call = api.admin.users.create.mutate({ username: 'x', name: 'X', password: 'short' });
    await expect(call).rejects.toMatchObject({
      data: { detail: { code: 'invalid-input', field: 'password', message: 'Use at least 10 characters.' } },
    });
  });

  test('an unknown error tells its number and nothing else', async () => {
    await api.database.pool.query('alter table "Setting" rename to "Setting_away"');
    const answer = await api.admin.settings.get.query().catch((error: unknown) => error);
    await api.database.pool.query('alter table "Setting_away" rename to "Setting"');
    expect(answer).toMatchObject({
      message: 'Something went wrong on the server.',
      data: { detail: { code: 'internal', requestId: expect.stringMatching(/^[\da-f-]{36}$/) } },
    });
    expect(JSON.stringify(answer)).not.toContain('Setting');
  });
});
