import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { enrol } from './enrol.ts';
import { ingest } from './ingest/ingest.ts';
import { createHostLink, type HostLink } from './link.ts';
import { challenge, openSession } from './open-session.ts';
import {
  clear,
  closeQuietly,
  createHandBus,
  FACTS,
  newKeys,
  report,
  seedEnvironment,
  signOpening,
  type TestKeys,
  TOKEN,
  testDeps,
} from './testing/world.ts';

const IP = '192.0.2.1';

describe('enrolment and sessions', () => {
  let database: TestDatabase;
  let link: HostLink;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => closeQuietly(database));
  beforeEach(async () => {
    await clear(database);
    await seedEnvironment(database);
    link = createHostLink(testDeps(database, createHandBus()));
  });

  const enrolAs = (keys: TestKeys, change: Partial<Parameters<typeof enrol>[1]> = {}) =>
    enrol(
      link,
      {
        protocol: 1,
        token: TOKEN,
        machineId: 'machine-0001',
        publicKey: keys.publicKey,
        agentVersion: '0.1.0',
        labels: {},
        facts: FACTS,
        ...change,
      },
      IP,
    );

  const openingOf = async (keys: TestKeys, hostId: string, labels: Record<string, string> = {}) => {
    const { nonce, serverId } = await challenge(link, { hostId }, IP);
    const signature = signOpening(keys, serverId, hostId, nonce);
    return { protocol: 1, hostId, nonce, signature, agentVersion: '0.1.0', labels, facts: FACTS };
  };

  const open = async (keys: TestKeys, hostId: string, labels: Record<string, string> = {}) =>
    openSession(link, await openingOf(keys, hostId, labels), IP);

  const hosts = async () =>
    (await database.pool.query('select * from "Host" order by "createdAt"')).rows as Record<
      string,
      unknown
    >[];

  it('makes a host with a name, labels and facts of its own', async () => {
    const { hostId, environmentId } = await enrolAs(newKeys(), { labels: { role: 'web' } });

    expect(environmentId).toBe('env_a');
    expect(await hosts()).toMatchObject([
      {
        id: hostId,
        name: 'worker-1',
        state: 'registering',
        labels: { role: 'web' },
        automaticLabels: {
          'io.rancher.host.docker_version': '20.10',
          'io.rancher.host.linux_kernel_version': '6.1',
        },
      },
    ]);
  });

  it('the same machine again is the same host: new key, merged labels, kept name, ended session', async () => {
    const before = newKeys();
    const { hostId } = await enrolAs(before, { labels: { role: 'web', zone: 'a' } });
    await database.pool.query(`update "Host" set name = 'renamed'`);
    const { sessionToken } = await open(before, hostId);
    const after = newKeys();
    const again = await enrolAs(after, { labels: { zone: 'b' } });

    expect(again.hostId).toBe(hostId);
    expect(await hosts()).toMatchObject([{ name: 'renamed', labels: { role: 'web', zone: 'b' } }]);
    await expect(link.sessions.find(sessionToken)).rejects.toMatchObject({ code: 'session-invalid' });
    await expect(open(before, hostId)).rejects.toMatchObject({ code: 'signature-invalid' });
    await expect(open(after, hostId)).resolves.toHaveProperty('sessionToken');
  });

  it('two enrolments of one machine at one moment make one host', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => enrolAs(newKeys())));

    expect(new Set(results.map((result) => result.hostId)).size).toBe(1);
    expect(await hosts()).toHaveLength(1);
  });

  it('a removed machine comes back as a new host', async () => {
    const { hostId } = await enrolAs(newKeys());
    await database.pool.query(
      `update "Host" set state = 'removed', desired = 'removed', "removedAt" = now()`,
    );

    const again = await enrolAs(newKeys());
    expect(again.hostId).not.toBe(hostId);
  });

  it('a machine that is still being removed has to wait', async () => {
    await enrolAs(newKeys());
    await database.pool.query(`update "Host" set desired = 'removed'`);

    await expect(enrolAs(newKeys())).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each([
    ['an unknown token', { token: 'no-such-token-0123456789' }, 'token-unknown'],
    ['a newer protocol', { protocol: 99 }, 'protocol-unsupported'],
    ['something that is no key', { publicKey: 'A'.repeat(60) }, 'message-invalid'],
  ])('refuses %s', async (_, change, code) => {
    await expect(enrolAs(newKeys(), change)).rejects.toMatchObject({ code });
    expect(await hosts()).toHaveLength(0);
  });

  it('refuses an expired token and lets the wizard see it', async () => {
    await database.pool.query(`update "EnrolmentToken" set "expiresAt" = now() - interval '1 second'`);

    await expect(enrolAs(newKeys())).rejects.toMatchObject({ code: 'token-expired' });
    const { rows } = await database.pool.query('select "failedAt", "failureCode" from "EnrolmentToken"');
    expect(rows).toMatchObject([{ failedAt: expect.any(Date), failureCode: 'token-expired' }]);
  });

  it('limits attempts from one address', async () => {
    const attempt = () => enrolAs(newKeys(), { token: 'no-such-token-0123456789' });
    const codes = await Promise.all(
      Array.from({ length: 70 }, () => attempt().catch((error: { code: string }) => error.code)),
    );
    expect(codes.at(-1)).toBe('rate-limited');
  });

  it('a challenge is answered once; the answer is worth nothing a second time', async () => {
    const keys = newKeys();
    const { hostId } = await enrolAs(keys);
    const opening = await openingOf(keys, hostId);

    await openSession(link, opening, IP);
    await expect(openSession(link, opening, IP)).rejects.toMatchObject({ code: 'signature-invalid' });
  });

  it('of two answers to one challenge at one moment only one opens a session', async () => {
    const keys = newKeys();
    const { hostId } = await enrolAs(keys);
    const opening = await openingOf(keys, hostId);
    const other = createHostLink(testDeps(database, createHandBus()));

    const outcomes = await Promise.allSettled([
      openSession(link, opening, IP),
      openSession(other, opening, IP),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  it('the key of another host opens nothing', async () => {
    const { hostId } = await enrolAs(newKeys());
    await expect(open(newKeys(), hostId)).rejects.toMatchObject({ code: 'signature-invalid' });
  });

  it('a second session ends the first, also where the first is cached', async () => {
    const keys = newKeys();
    const { hostId } = await enrolAs(keys);
    const first = await open(keys, hostId);
    const session = await link.sessions.find(first.sessionToken);
    await open(keys, hostId);

    await expect(ingest(link, session, report(1))).rejects.toMatchObject({ code: 'session-superseded' });
    await expect(link.sessions.find(first.sessionToken)).rejects.toMatchObject({ code: 'session-invalid' });
  });

  it.each([
    ['key-revoked', `update "Host" set "keyRevokedAt" = now()`],
    ['host-removed', `update "Host" set state = 'removed', "removedAt" = now(), "keyRevokedAt" = now()`],
    ['key-unknown', 'delete from "Host"'],
  ])('refuses with %s', async (code, sql) => {
    const keys = newKeys();
    const { hostId } = await enrolAs(keys);
    await database.pool.query(sql);

    await expect(open(keys, hostId)).rejects.toMatchObject({ code });
  });

  it('a reconnect keeps labels that people edited, a changed command replaces its own', async () => {
    const keys = newKeys();
    const { hostId } = await enrolAs(keys, { labels: { role: 'web', zone: 'a' } });
    await database.pool.query(`update "Host" set labels = '{"role":"edited"}'`);

    await open(keys, hostId, { role: 'web', zone: 'a' });
    expect(await hosts()).toMatchObject([{ labels: { role: 'edited' } }]);
    await open(keys, hostId, { role: 'web', zone: 'b' });
    expect(await hosts()).toMatchObject([{ labels: { role: 'edited', zone: 'b' } }]);
  });
});
