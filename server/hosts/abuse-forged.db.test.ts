import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestTables } from '../db/testing-digest.ts';
import { parseEnv } from '../lib/env.ts';
import { createHostsHandler } from './http.ts';
import { issueNonce } from './nonce.ts';
import type { AgentDoor } from './testing/agent-door.ts';
import { expectRefusal, openSeededDoor } from './testing/refusals.ts';
import {
  FACTS,
  newKeys,
  observation,
  report,
  sha256,
  signOpening,
  type TestKeys,
  TOKEN,
} from './testing/world.ts';

/* Lies that are well formed: about others, with what was stolen, and a second time. */

const ENDED = 'The session has ended. Open a new one.';
const NOT_ITS_KEY = 'The challenge was not answered with the key of this host.';

let door: AgentDoor;
let hostKeys: TestKeys;
let hostId: string;
let machine = 0;

beforeAll(async () => {
  door = await openSeededDoor();
  await run(`insert into "Environment" (id, name) values ('env_b', 'Other')`);
  await run(
    `insert into "EnrolmentToken" (id, "environmentId", "tokenHash", "expiresAt")
     values ('ent_b', 'env_b', $1, now() + interval '1 hour')`,
    [sha256('token-of-the-other-environment')],
  );
});
afterAll(() => door.close());
beforeEach(async () => {
  hostKeys = newKeys();
  machine += 1;
  hostId = await enrol(hostKeys, TOKEN);
});

const run = (sql: string, values: unknown[] = []) => door.database.pool.query(sql, values);
const row = async (sql: string) => (await run(sql)).rows[0] as Record<string, unknown>;

function enrolment(keys: TestKeys, token: string) {
  return {
    protocol: 1,
    token,
    machineId: `machine-${machine.toString().padStart(4, '0')}`,
    publicKey: keys.publicKey,
    agentVersion: '0.1.0',
    labels: {},
    facts: FACTS,
  };
}

async function enrol(keys: TestKeys, token: string): Promise<string> {
  const { data } = await door.call('enrol', enrolment(keys, token), null);
  return (data as { hostId: string }).hostId;
}

async function challenge(id: string): Promise<{ nonce: string; serverId: string }> {
  return (await door.call('challenge', { hostId: id }, null)).data as { nonce: string; serverId: string };
}

function opening(id: string, nonce: string, signature: string) {
  return { protocol: 1, hostId: id, nonce, signature, agentVersion: '0.1.0', labels: {}, facts: null };
}

async function open(): Promise<string> {
  const { nonce, serverId } = await challenge(hostId);
  const signature = signOpening(hostKeys, serverId, hostId, nonce);
  const { data } = await door.call('openSession', opening(hostId, nonce, signature), null);
  return (data as { sessionToken: string }).sessionToken;
}

const refusedOpening = (body: unknown, code = 'signature-invalid', message = NOT_ITS_KEY, status = 401) =>
  expectRefusal(door, { procedure: 'openSession', body, bearer: null, status, code, message });

describe('a host that speaks of what is not its own', () => {
  const others = `select json_agg(x) as rows from (select u.*, i.state, i."dockerId", j.state as job, j.error
    from "Unit" u join "Instance" i on i."unitId" = u.id left join "Job" j on j.key = u.id order by u.id) x`;
  const seen = observation('unt_2', { generation: 9, converged: false });
  const failed = {
    jobId: '1',
    unitId: 'unt_1',
    generation: 1,
    error: { code: 'exited' as const, message: 'gone', launch: '' },
  };

  it.each([
    ['a unit of another host', { units: [seen] }],
    ['a unit of another host as gone', { units: [{ ...seen, containers: [] }] }],
    ['all units of another host in a full list', { full: true, units: [seen, observation('unt_1')] }],
    ['the job of another host as failed', { failures: [failed] }],
    ['a unit that nobody has', { units: [observation('unt_nobody')] }],
    ['a unit whose id asks the database', { units: [observation(`unt_1' or '1'='1`)] }],
  ])('%s: nothing of it is believed', async (_, change) => {
    const session = await open();
    const before = await row(others);
    expect(await door.call('report', report(1, change), session)).toMatchObject({ status: 200 });
    expect(await row(others)).toEqual(before);
  });

  it('is written down once, however often it lies', async () => {
    const session = await open();
    for (const sequence of [1, 2, 3]) await door.call('report', report(sequence, { units: [seen] }), session);
    const { rows } = await run(`select input from "Audit" where "subjectId" = '${hostId}'`);
    expect(rows).toEqual([{ input: { unitIds: ['unt_2'], count: 1 } }]);
  });

  it.each([
    ['a generation ahead of another host’s unit', [{ unitId: 'unt_2', generation: 50 }], ['unt_2']],
    ['a generation beyond belief', [{ unitId: 'unt_2', generation: 2 ** 52 }], ['unt_2']],
    ['a unit that nobody has', [{ unitId: 'unt_nobody', generation: 1 }], ['unt_nobody']],
  ])(
    'compares lists with %s: nothing is raised, and people are told once',
    async (_, units, unknownUnitIds) => {
      const session = await open();
      const before = await digestTables(door.database.pool);
      const told = async () =>
        (await run(`select kind from "Event" order by id`)).rows.map(({ kind }) => kind);
      const history = await told();
      for (let again = 0; again < 3; again++) {
        const answer = await door.call('sync', { units }, session);
        expect(answer.data).toEqual({ assignments: [], unknownUnitIds, forgottenUnitIds: [] });
      }
      expect(await digestTables(door.database.pool)).toEqual({ ...before, Event: expect.any(String) });
      expect(await told()).toEqual([...history, 'host.unknown-units']);
    },
  );

  it('of another environment changes nothing in this one', async () => {
    hostKeys = newKeys();
    hostId = await enrol(hostKeys, 'token-of-the-other-environment');
    const session = await open();
    const before = await row(others);
    const lie = report(1, { full: true, units: [observation('unt_1'), seen], failures: [failed] });
    expect(await door.call('report', lie, session)).toMatchObject({ status: 200 });
    expect((await door.call('poll', { waitMs: 0, max: 64 }, session)).data).toEqual({ jobs: [] });
    expect((await door.call('sync', { units: [] }, session)).data).toMatchObject({ assignments: [] });
    expect(await row(others)).toEqual(before);
  });

  it('a generation beyond belief of its own unit is not written down', async () => {
    const before = await digestTables(door.database.pool);
    const units = [{ unitId: 'unt_1', generation: 2 ** 52 }];
    expect(await door.call('sync', { units }, 'hst_a')).toMatchObject({ status: 200 });
    expect(await digestTables(door.database.pool)).toEqual(before);
  });
});

describe('what was used or stolen', () => {
  it('an answered challenge is worth nothing a second time', async () => {
    const { nonce, serverId } = await challenge(hostId);
    const body = opening(hostId, nonce, signOpening(hostKeys, serverId, hostId, nonce));
    expect(await door.call('openSession', body, null)).toMatchObject({ status: 200 });
    await refusedOpening(body);
  });

  it('a challenge is for one host, one server and one minute', async () => {
    const { nonce, serverId } = await challenge(hostId);
    const signed = (id: string, server: string) =>
      opening(id, nonce, signOpening(hostKeys, server, id, nonce));
    await refusedOpening(signed('hst_b', serverId));
    await refusedOpening(signed(hostId, 'another-server'));
    const { value } = await row(`select value from "Setting" where key = 'agentLink'`);
    const { nonceSecret } = value as { nonceSecret: string };
    const subject = { secret: nonceSecret, hostId, sessionStamp: ':' };
    const stale = issueNonce(subject, Date.now() - 61_000);
    await refusedOpening(opening(hostId, stale, signOpening(hostKeys, serverId, hostId, stale)));
    const fresh = issueNonce(subject, Date.now());
    const body = opening(hostId, fresh, signOpening(hostKeys, serverId, hostId, fresh));
    expect(await door.call('openSession', body, null)).toMatchObject({ status: 200 });
  });

  it('the key of one host opens no other', async () => {
    const { nonce, serverId } = await challenge('hst_b');
    await refusedOpening(opening('hst_b', nonce, signOpening(hostKeys, serverId, 'hst_b', nonce)));
  });

  it('a stolen key opens nothing once it was revoked, not even with a challenge from before', async () => {
    const { nonce, serverId } = await challenge(hostId);
    await run(`update "Host" set "keyRevokedAt" = now() where id = '${hostId}'`);
    const message = 'The key of this host was revoked. Enrol it again.';
    const revoked = { bearer: null, status: 403, code: 'key-revoked', message };
    await expectRefusal(door, { procedure: 'challenge', body: { hostId }, ...revoked });
    const body = opening(hostId, nonce, signOpening(hostKeys, serverId, hostId, nonce));
    await expectRefusal(door, { procedure: 'openSession', body, ...revoked });
  });

  it.each([
    ['revoked', `"keyRevokedAt" = now()`],
    [
      'removed',
      `state = 'removed', desired = 'removed', "removedAt" = now(), "sessionHash" = null, "keyRevokedAt" = now()`,
    ],
  ])(
    'the session of a host that was %s ends at its next call, also where it is remembered',
    async (_, change) => {
      const session = await open();
      expect(await door.call('report', report(1), session)).toMatchObject({ status: 200 });
      await run(`update "Host" set ${change} where id = '${hostId}'`);
      const refusal = { bearer: session, status: 401, code: 'session-invalid', message: ENDED };
      await expectRefusal(door, { procedure: 'report', body: report(2), ...refusal });
      await expectRefusal(door, { procedure: 'sync', body: { units: [] }, ...refusal });
      await expectRefusal(door, { procedure: 'report', body: report(3, { full: true }), ...refusal });
    },
  );

  it('a removed host is not taken back by its key', async () => {
    await run(`update "Host" set state = 'removed', "removedAt" = now() where id = '${hostId}'`);
    const message = 'This host was removed. Enrol it again.';
    await expectRefusal(door, {
      procedure: 'challenge',
      body: { hostId },
      bearer: null,
      status: 403,
      code: 'host-removed',
      message,
    });
  });

  it('a token that was used makes other hosts and takes over none of them', async () => {
    const before = await row(`select "publicKey" from "Host" where id = '${hostId}'`);
    machine += 1;
    const other = await enrol(newKeys(), TOKEN);
    expect(other).not.toBe(hostId);
    expect(await row(`select "publicKey" from "Host" where id = '${hostId}'`)).toEqual(before);
  });

  it('a token of another environment makes another host of the same machine', async () => {
    const other = await enrol(newKeys(), 'token-of-the-other-environment');
    expect(other).not.toBe(hostId);
    expect(await row(`select "environmentId" from "Host" where id = '${hostId}'`)).toEqual({
      environmentId: 'env_a',
    });
  });

  it('a token is worth nothing once it has expired or its environment is gone', async () => {
    const refusal = {
      procedure: 'enrol',
      body: enrolment(newKeys(), TOKEN),
      bearer: null,
      status: 401,
      code: 'token-expired',
      message: 'The token of this command has expired. Take a new one.',
    };
    await run(`update "EnrolmentToken" set "expiresAt" = now() where id = 'ent_a'`);
    await expectRefusal(door, refusal);
    await run(`update "EnrolmentToken" set "expiresAt" = now() + interval '1 hour' where id = 'ent_a'`);
    await run(`update "Environment" set "removedAt" = now() where id = 'env_a'`);
    await expectRefusal(door, refusal);
    await run(`update "Environment" set "removedAt" = null where id = 'env_a'`);
  });

  it('an older report is not taken in again', async () => {
    const session = await open();
    await door.call('report', report(5, { full: true }), session);
    const before = await digestTables(door.database.pool);
    for (const sequence of [5, 4, 0]) {
      const again = report(sequence, { full: true, foreignContainerCount: 7 });
      expect(await door.call('report', again, session)).toMatchObject({
        status: 200,
        data: { resync: false },
      });
    }
    expect(await digestTables(door.database.pool)).toEqual(before);
  });
});

describe('a host whose row is damaged', () => {
  it.each([
    ['labels that are nothing', `labels = 'null'`],
    ['labels that are a list', `labels = '["a"]'`],
    ['labels of its command that are nothing', `"commandLabels" = 'null'`],
    ['labels of its command that are text', `"commandLabels" = '"x"'`],
    ['labels of its own that are a number', `"automaticLabels" = '7'`],
    ['facts that are text', `facts = '"x"'`],
    ['ports that are an object', `"foreignPorts" = '{}'`],
  ])('by %s opens its session and reports', async (_, damage) => {
    await run(`update "Host" set ${damage} where id = '${hostId}'`);
    const session = await open();
    const full = report(1, { full: true, facts: FACTS, foreignPorts: [] });
    expect(await door.call('report', full, session)).toMatchObject({ status: 200, code: null });
  });
});

describe('attempts to enrol', () => {
  const LIMITED = {
    status: 429,
    code: 'rate-limited',
    message: 'Too many enrolments from this address. Try again in a minute.',
  };

  /** Codes of so many attempts with an unknown token, each of which says that it comes from elsewhere. */
  async function attempts(count: number, env: Record<string, string>, forwarded: (at: number) => string) {
    const handle = createHostsHandler({
      ...door.deps,
      env: parseEnv({ DROVER_DATA_DIR: '/nonexistent', ...env }),
    });
    const server = createServer((req, res) => void handle(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/agent/enrol`;
    const body = JSON.stringify(enrolment(newKeys(), 'nobody-ever-got-this-token'));
    const answers = await Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded(at) };
        const response = await fetch(url, { method: 'POST', headers, body });
        const { error } = (await response.json()) as {
          error: { message: string; data: { wireCode: string } };
        };
        return { status: response.status, code: error.data.wireCode, message: error.message };
      }),
    );
    server.closeAllConnections();
    server.close();
    return answers;
  }

  it.each([
    [
      'one address is stopped, whatever it says of where it comes from',
      {},
      (at: number) => `198.51.100.${at}`,
    ],
    [
      'behind a proxy of ours the address it saw counts, not what was said to it',
      { DROVER_TRUST_PROXY: '1' },
      (at: number) => `198.51.100.${at}, 203.0.113.7`,
    ],
  ])('%s', async (_, env, forwarded) => {
    const answers = await attempts(75, env, forwarded);
    const limited = answers.filter((answer) => answer.code === 'rate-limited');
    // Sixty at once, and one more for each second that the test takes.
    expect(limited.length).toBeGreaterThanOrEqual(10);
    expect(limited.length).toBeLessThanOrEqual(15);
    expect(limited[0]).toEqual(LIMITED);
    expect(answers.find((answer) => answer.code !== 'rate-limited')).toMatchObject({ code: 'token-unknown' });
  });

  it('behind a proxy of ours each address has its own', async () => {
    const answers = await attempts(75, { DROVER_TRUST_PROXY: '1' }, (at) => `198.51.100.${at}`);
    expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set(['token-unknown']));
  });
});
