import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { createHostsHandler } from './http.ts';
import {
  clear,
  closeQuietly,
  createHandBus,
  FACTS,
  newKeys,
  report,
  seedEnvironment,
  seedHost,
  seedJob,
  sha256,
  signOpening,
  TOKEN,
  testDeps,
} from './testing/world.ts';

describe('what hosts ask over HTTP', () => {
  let database: TestDatabase;
  let server: Server;
  let base: string;
  let directory: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    directory = await mkdtemp(join(tmpdir(), 'hosts-http-'));
    const agentImagePath = join(directory, 'agent.tar.gz');
    const handle = createHostsHandler(testDeps(database, createHandBus()), { agentImagePath });
    server = createServer((req, res) => {
      void handle(req, res).then((ours) => {
        if (!ours) res.writeHead(418).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await closeQuietly(database);
    await rm(directory, { recursive: true });
  });
  beforeEach(async () => {
    await clear(database);
    await seedEnvironment(database);
  });

  interface Answer {
    readonly result?: { readonly data: Record<string, unknown> };
    readonly error?: { readonly message: string; readonly data: { readonly wireCode: string } };
  }

  async function call(procedure: string, input: unknown, bearer?: string): Promise<Answer> {
    const headers = bearer === undefined ? undefined : { authorization: `Bearer ${bearer}` };
    const body = typeof input === 'string' ? input : JSON.stringify(input);
    const response = await fetch(`${base}/api/agent/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return (await response.json()) as Answer;
  }

  it('reads no offer that is larger than a blueprint can be, and few large ones at a time', async () => {
    const large = { content: 'x'.repeat(21 * 1024 * 1024) };
    expect((await call('offer', large)).error?.data.wireCode).toBe('message-invalid');
    const many = await Promise.all(Array.from({ length: 230 }, () => call('offer', 'x'.repeat(9_000))));
    expect(new Set(many.map((answer) => answer.error?.data.wireCode))).toEqual(
      new Set(['message-invalid', 'rate-limited']),
    );
  });

  it('takes a host from its token to its jobs', async () => {
    const keys = newKeys();
    const enrolled = await call('enrol', {
      protocol: 1,
      token: TOKEN,
      machineId: 'machine-0001',
      publicKey: keys.publicKey,
      agentVersion: '0.1.0',
      labels: {},
      facts: FACTS,
    });
    const hostId = String(enrolled.result?.data.hostId);
    const challenged = await call('challenge', { hostId });
    const nonce = String(challenged.result?.data.nonce);
    const serverId = String(challenged.result?.data.serverId);
    const opened = await call('openSession', {
      protocol: 1,
      hostId,
      nonce,
      signature: signOpening(keys, serverId, hostId, nonce),
      agentVersion: '0.1.0',
      labels: {},
      facts: null,
    });
    const bearer = String(opened.result?.data.sessionToken);
    expect((await call('report', report(1, { full: true }), bearer)).result?.data).toMatchObject({
      resync: false,
    });
    await seedJob(database, 'unt_1', hostId);
    expect((await call('poll', { waitMs: 1_000, max: 10 }, bearer)).result?.data).toMatchObject({
      jobs: [{ kind: 'unit', attempt: 1, assignment: { unitId: 'unt_1' } }],
    });
  });

  it.each([
    ['no session', 'poll', { waitMs: 0, max: 1 }, 'session-invalid'],
    ['an input that does not fit', 'enrol', { protocol: 1 }, 'message-invalid'],
    ['something that is no JSON', 'enrol', '{', 'message-invalid'],
    ['a procedure there is not', 'selfDestruct', {}, 'message-invalid'],
  ])('refuses %s with a code', async (_, procedure, input, wireCode) => {
    expect((await call(procedure, input)).error?.data.wireCode).toBe(wireCode);
  });

  it('a caller without a session cannot make it read a large message', async () => {
    const answer = await call('enrol', { token: 'x'.repeat(300_000) });
    expect(answer.error?.data.wireCode).toBe('message-invalid');
  });

  it('tells nothing of an error of its own', async () => {
    await seedHost(database, 'hst_a');
    await database.pool.query('alter table "Unit" rename to "Unit_away"');
    const answer = await call('report', report(1, { full: true }), 'hst_a');
    await database.pool.query('alter table "Unit_away" rename to "Unit"');
    expect(answer.error).toMatchObject({
      message: 'The server cannot answer just now.',
      data: { wireCode: 'unavailable' },
    });
    expect(JSON.stringify(answer)).not.toContain('Unit');
  });

  it('leaves to others what is not for hosts', async () => {
    expect((await fetch(`${base}/elsewhere`)).status).toBe(418);
    expect((await fetch(`${base}/v1/elsewhere`)).status).toBe(418);
  });

  it('gives out the script that a valid token is for, and says that it was fetched', async () => {
    const response = await fetch(`${base}/v1/scripts/${TOKEN}`);
    const script = await response.text();
    expect(response.status).toBe(200);
    expect(script).toContain(`SERVER='${base}'`);
    expect(script).toContain(`TOKEN='${TOKEN}'`);
    const { rows } = await database.pool.query('select "scriptFetchedAt" from "EnrolmentToken"');
    expect(rows).toMatchObject([{ scriptFetchedAt: expect.any(Date) }]);
  });

  it.each([
    ['unknown', 404, ''],
    ['expired', 410, `update "EnrolmentToken" set "expiresAt" = now()`],
  ])('answers an %s token with a script that says so and fails', async (word, status, sql) => {
    if (sql !== '') await database.pool.query(sql);
    const token = sql === '' ? 'nobody-ever-got-this-token' : TOKEN;
    const response = await fetch(`${base}/v1/scripts/${token}`);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(new RegExp(`${word === 'unknown' ? 'not known' : word}[^]*exit 1`));
  });

  it('gives the image to a valid token only, and says when there is none', async () => {
    const ask = (token: string) =>
      fetch(`${base}/v1/agent/image`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask('nobody-ever-got-this-token')).status).toBe(404);
    const absent = await ask(TOKEN);
    expect([absent.status, await absent.text()]).toEqual([
      404,
      'This server has no copy of the agent image to give out.\n',
    ]);
    await writeFile(join(directory, 'agent.tar.gz'), 'image');
    expect(await (await ask(TOKEN)).text()).toBe('image');
    expect(await (await fetch(`${base}/v1/agent/image?token=${TOKEN}`)).text()).toBe('image');
  });

  it('keeps only the digest of what it gives out', async () => {
    const { rows } = await database.pool.query('select "tokenHash" from "EnrolmentToken"');
    expect(rows).toEqual([{ tokenHash: sha256(TOKEN) }]);
  });
});
