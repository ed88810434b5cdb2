import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Voucher } from '../../../agent/protocol/recovery.ts';
import { findMachine } from '../../db/repositories/agent-host/enrol-host.ts';
import { insertTrustedServer } from '../../db/repositories/recovery/trusted-servers.ts';
import { pgRows } from '../../db/sql.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing.ts';
import { acceptRecovery } from '../../domain/recovery/accept-recovery.ts';
import { systemClock } from '../../lib/clock.ts';
import { fingerprintOf } from '../../lib/key-fingerprint.ts';
import { enrol } from '../enrol.ts';
import type { HostLink } from '../link.ts';
import { challenge } from '../open-session.ts';
import { readAssignmentsForTest } from '../testing/assignments.ts';
import {
  carriedBy,
  contentOf,
  type JoinedHost,
  join,
  linkTo,
  offerTo,
  strangersVoucher,
} from '../testing/older-server.ts';
import {
  closeQuietly,
  newKeys,
  seedEnvironment,
  seedService,
  seedUnit,
  sha256,
  TOKEN,
} from '../testing/world.ts';
import { offer } from './offer.ts';

const IP = '192.0.2.7';

describe('offers of hosts of another server', () => {
  let lost: TestDatabase;
  let fresh: TestDatabase;
  let older: HostLink;
  let link: HostLink;
  let hosts: JoinedHost[];

  beforeEach(async () => {
    [lost, fresh] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    [older, link] = [linkTo(lost), linkTo(fresh)];
    await seedEnvironment(lost);
    await seedService(lost, 2);
    hosts = [await join(older, 'one'), await join(older, 'two')];
    for (const [at, host] of hosts.entries()) await seedUnit(lost, `unt_${at + 1}`, host.id, at + 1);
    await fresh.pool.query(`insert into "User" (id, username, name, kind, "passwordHash")
      values ('usr_admin', 'admin', 'Admin', 'admin', '')`);
  });
  afterEach(() => Promise.all([closeQuietly(lost), closeQuietly(fresh)]));

  const host = (at: number): JoinedHost => {
    const found = hosts[at];
    if (found === undefined) throw new Error('There is no such host.');
    return found;
  };
  const offerOf = async (one: JoinedHost, to: HostLink = link) =>
    offerTo(to, {
      voucher: one.voucher,
      key: one.keys.privateKey,
      content: contentOf(await carriedBy(older, one)),
    });
  const offers = async () =>
    (await fresh.pool.query('select * from "RecoveryOffer" order by "hostName"')).rows as Record<
      string,
      unknown
    >[];
  const count = async (table: string) =>
    Number((await fresh.pool.query(`select count(*) from "${table}"`)).rows[0]?.count);
  /** This server with the identity of the lost one, as after a restore. */
  async function linkRestored(): Promise<HostLink> {
    const { rows } = await lost.pool.query(`select key, value from "Setting" where key = 'agentLink'`);
    await fresh.pool.query(`insert into "Setting" (key, value, "updatedAt") values ($1, $2, now())`, [
      rows[0]?.key,
      rows[0]?.value,
    ]);
    return linkTo(fresh);
  }
  const refused = (code: string) => expect.objectContaining({ code });

  async function accept(names: readonly string[], trustLater = true): Promise<void> {
    const rows = (await offers()).filter((row) => names.includes(String(row.hostName)));
    const caller = { id: 'usr_admin', username: 'admin', kind: 'admin' as const };
    const call = { database: fresh, clock: systemClock, caller, procedure: 'test', clientIp: null };
    const fingerprint = String(rows[0]?.fingerprint);
    await acceptRecovery(call, { fingerprint, offerIds: rows.map((row) => String(row.id)), trustLater });
  }

  it('are kept for people to decide on, and touch nothing else', async () => {
    expect(await offer(link, await offerOf(host(0)), IP)).toMatchObject({ state: 'waiting' });
    expect(await offers()).toMatchObject([
      {
        fingerprint: fingerprintOf(host(0).voucher.serverPublicKey),
        hostName: 'one',
        environmentName: 'Default',
        state: 'open',
        stackCount: 1,
        serviceCount: 1,
        unitCount: 1,
        clientIp: IP,
      },
    ]);
    for (const table of ['Environment', 'Host', 'Service', 'Unit', 'Event'])
      expect(await count(table)).toBe(0);
  });

  it('are counted by the network that they come from: of an IPv6 address its /64', async () => {
    for (const [at, one] of hosts.entries()) await offer(link, await offerOf(one), `2001:db8:1:2::${at + 1}`);
    expect((await offers()).map((row) => row.clientIp)).toEqual(Array(2).fill('2001:db8:1:2::/64'));
  });

  it.each([
    ['a key without end', { ['k'.repeat(256)]: 'v' }],
    ['a value without end', { a: 'v'.repeat(4_097) }],
  ])('with labels that cannot be read again are refused: %s', async (_, labels) => {
    const { voucher, keys } = host(0);
    const content = { ...contentOf(null), labels };
    const input = await offerTo(link, { voucher, key: keys.privateKey, content });
    await expect(offer(link, input, IP)).rejects.toEqual(refused('message-invalid'));
    expect(await offers()).toEqual([]);
  });

  it('are not sent again while nothing has changed', async () => {
    const { voucher, keys } = host(0);
    const small = () => offerTo(link, { voucher, key: keys.privateKey, content: null });
    expect(await offer(link, await small(), IP)).toMatchObject({ state: 'incomplete' });
    await offer(link, await offerOf(host(0)), IP);
    const [before] = await offers();
    expect(await offer(link, await small(), IP)).toMatchObject({ state: 'waiting' });
    const [after] = await offers();
    expect(after).toEqual({ ...before, lastSeenAt: after?.lastSeenAt });
    expect(Number(after?.lastSeenAt)).toBeGreaterThanOrEqual(Number(before?.lastSeenAt));
  });

  it('after the yes the host is known, and its assignments are what they were', async () => {
    const before = await readAssignmentsForTest(lost, host(0).id);
    for (const one of hosts) await offer(link, await offerOf(one), IP);
    const unknown = challenge(link, { hostId: host(0).id }, IP);
    await expect(unknown).rejects.toEqual(refused('key-unknown'));
    await accept(['one', 'two']);
    const { voucher, keys } = host(0);
    const again = await offerTo(link, { voucher, key: keys.privateKey, content: null });
    expect(await offer(link, again, IP)).toMatchObject({ state: 'accepted' });
    await challenge(link, { hostId: host(0).id }, IP);
    expect(before).toHaveLength(1);
    expect(await readAssignmentsForTest(fresh, host(0).id)).toEqual(before);
  });

  it.each<readonly [name: string, change: (voucher: Voucher) => Partial<Voucher>]>([
    ['another environment', () => ({ environmentId: 'env_b' })],
    ['another host', () => ({ hostId: 'hst_other' })],
    ['another machine', () => ({ machineId: 'machine-other' })],
    ['another server’s key', () => ({ serverPublicKey: strangersVoucher({}).voucher.serverPublicKey })],
    ['another time', () => ({ issuedAt: new Date(0).toISOString() })],
    ['a made-up signature', () => ({ signature: 'AAAA' })],
  ])('with a voucher that was altered to %s are refused', async (_, change) => {
    const { voucher, keys } = host(0);
    const altered = { ...voucher, ...change(voucher) };
    const input = await offerTo(link, { voucher: altered, key: keys.privateKey, content: contentOf(null) });
    await expect(offer(link, input, IP)).rejects.toEqual(refused('signature-invalid'));
    expect(await offers()).toEqual([]);
  });

  it('with the voucher of a host whose key one does not have are refused', async () => {
    const input = await offerTo(link, {
      voucher: host(0).voucher,
      key: newKeys().privateKey,
      content: contentOf(null),
    });
    await expect(offer(link, input, IP)).rejects.toEqual(refused('signature-invalid'));
  });

  it('cannot be made a second time with the same nonce, nor at another server', async () => {
    const input = await offerOf(host(0));
    await offer(link, input, IP);
    await expect(offer(link, input, IP)).rejects.toEqual(refused('signature-invalid'));
    const elsewhere = await createTestDatabase();
    const stolen = await offerOf(host(1));
    await expect(offer(linkTo(elsewhere), stolen, IP)).rejects.toEqual(refused('signature-invalid'));
    await closeQuietly(elsewhere);
  });

  it('with a blueprint that the server has not signed, or not for this host, are refused', async () => {
    const { voucher, keys } = host(0);
    const carried = await carriedBy(older, host(0));
    const text = carried.text.replace('nginx:1.27', 'miner:1');
    expect(text).not.toBe(carried.text);
    const strangers = await carriedBy(older, host(1));
    for (const blueprint of [{ ...carried, text }, strangers, { ...carried, signature: '' }]) {
      const input = await offerTo(link, { voucher, key: keys.privateKey, content: contentOf(blueprint) });
      await expect(offer(link, input, IP)).rejects.toEqual(refused('signature-invalid'));
    }
    expect(await offers()).toEqual([]);
  });

  it('of a stranger are a group of their own, and do not come in with the others', async () => {
    for (const one of hosts) await offer(link, await offerOf(one), IP);
    const stranger = strangersVoucher({ environmentId: 'env_a' });
    const input = await offerTo(link, { ...stranger, content: contentOf(null) });
    expect(await offer(link, input, IP)).toMatchObject({ state: 'waiting' });
    expect(new Set((await offers()).map((row) => row.fingerprint)).size).toBe(2);
    await accept(['one', 'two']);
    expect(await count('Host')).toBe(2);
    const again = await offerTo(link, { ...stranger, content: contentOf(null), digest: 'news' });
    expect(await offer(link, again, IP)).toMatchObject({ state: 'waiting' });
    await expect(challenge(link, { hostId: 'hst_stranger' }, IP)).rejects.toEqual(refused('key-unknown'));
  });

  it('of a host that was removed here, or whose key was revoked, are refused', async () => {
    for (const one of hosts) await offer(link, await offerOf(one), IP);
    await accept(['one', 'two']);
    await fresh.pool.query(`update "Host" set state = 'removed', "removedAt" = now() where name = 'one'`);
    await fresh.pool.query(`update "Host" set "keyRevokedAt" = now() where name = 'two'`);
    await expect(offer(link, await offerOf(host(0)), IP)).rejects.toEqual(refused('host-removed'));
    await expect(offer(link, await offerOf(host(1)), IP)).rejects.toEqual(refused('key-revoked'));
  });

  it('of a host that this server knows by another key are refused', async () => {
    await offer(link, await offerOf(host(0)), IP);
    await accept(['one']);
    const { publicKey } = newKeys();
    await fresh.pool.query(`update "Host" set "publicKey" = $1 where name = 'one'`, [publicKey]);
    await expect(offer(link, await offerOf(host(0)), IP)).rejects.toEqual(refused('key-revoked'));
  });

  describe('that come later', () => {
    it('are taken in without asking when their server is trusted, and take the row that waited', async () => {
      await offer(link, await offerOf(host(0)), IP);
      await accept(['one']);
      expect(await count('Unit')).toBe(2);
      expect(await offer(link, await offerOf(host(1)), IP)).toMatchObject({ state: 'accepted' });
      expect(await count('Host')).toBe(2);
      expect(await count('Unit')).toBe(2);
      await challenge(link, { hostId: host(1).id }, IP);
      const { rows } = await fresh.pool.query(`select kind, actor from "Event" order by id desc limit 1`);
      expect(rows).toEqual([{ kind: 'recovery.host-joined', actor: `host:${host(1).id}` }]);
    });

    it('wait when their server was named before any had come, and so do those that were not chosen then', async () => {
      const fingerprint = fingerprintOf(host(0).voucher.serverPublicKey);
      await insertTrustedServer(pgRows(fresh.pool), {
        fingerprint,
        serverId: '',
        userId: 'usr_admin',
        userName: 'Admin',
      });
      for (const one of hosts) {
        expect(await offer(link, await offerOf(one), IP)).toMatchObject({ state: 'waiting' });
      }
      await accept(['one']);
      expect(await offer(link, await offerOf(host(1)), IP)).toMatchObject({ state: 'waiting' });
    });

    it('wait when their server is not trusted', async () => {
      await offer(link, await offerOf(host(0)), IP);
      await accept(['one'], false);
      expect(await offer(link, await offerOf(host(1)), IP)).toMatchObject({ state: 'waiting' });
    });

    it('wait when they were there already and were not chosen', async () => {
      for (const one of hosts) await offer(link, await offerOf(one), IP);
      await accept(['one']);
      expect(await offer(link, await offerOf(host(1)), IP)).toMatchObject({ state: 'waiting' });
    });

    it('wait when the newest list of hosts does not have them: the older server had removed them', async () => {
      const stale = await carriedBy(older, host(1));
      await lost.pool.query(`update "Host" set desired = 'removed', "removedAt" = now() where name = 'two'`);
      await lost.pool.query(`update "BlueprintVersion" set version = version + 1`);
      await offer(link, await offerOf(host(0)), IP);
      await accept(['one']);
      const { voucher, keys } = host(1);
      const input = await offerTo(link, { voucher, key: keys.privateKey, content: contentOf(stale) });
      expect(await offer(link, input, IP)).toMatchObject({ state: 'waiting' });
    });

    it('wait when their environment is not here yet: nothing tells whether the older server had removed them', async () => {
      await lost.pool.query(`insert into "Environment" (id, name) values ('env_b', 'Other')`);
      await lost.pool.query(
        `insert into "EnrolmentToken" (id, "environmentId", "tokenHash", "expiresAt")
        select 'ent_b', 'env_b', $1, "expiresAt" from "EnrolmentToken"`,
        [sha256('token-b')],
      );
      const other = await join(older, 'other', 'token-b');
      await offer(link, await offerOf(host(0)), IP);
      await accept(['one']);
      expect(await offer(link, await offerOf(other), IP)).toMatchObject({ state: 'waiting' });
      expect(await count('Environment')).toBe(1);
      await accept(['other']);
      await challenge(link, { hostId: other.id }, IP);
    });

    it('wait when they come by a key that the older server had replaced, and are told of when people choose them', async () => {
      const stale = await carriedBy(older, host(1));
      const again = await join(older, 'two');
      expect(again.id).toBe(host(1).id);
      await offer(link, await offerOf(host(0)), IP);
      await accept(['one']);
      const { voucher, keys } = host(1);
      const stolen = await offerTo(link, { voucher, key: keys.privateKey, content: contentOf(stale) });
      expect(await offer(link, stolen, IP)).toMatchObject({ state: 'waiting' });
      await expect(accept(['two'])).rejects.toThrow('a key that the older server had replaced');
      expect(await offer(link, await offerOf(again), IP)).toMatchObject({ state: 'accepted' });
      await challenge(link, { hostId: again.id }, IP);
    });

    it('wait when they would add to an environment that was made here', async () => {
      await offer(link, await offerOf(host(0)), IP);
      await accept(['one']);
      await fresh.pool.query('delete from "RecoveredOutline"');
      expect(await offer(link, await offerOf(host(1)), IP)).toMatchObject({ state: 'waiting' });
    });
  });

  it('of a machine that was removed and added again are taken in once, as the host that is left', async () => {
    const stale = await carriedBy(older, host(1));
    await lost.pool.query(`update "Host" set desired = 'removed', "removedAt" = now() where name = 'two'`);
    const again = await join(older, 'two');
    expect(again.id).not.toBe(host(1).id);
    const { voucher, keys } = host(1);
    const removed = await offerTo(link, { voucher, key: keys.privateKey, content: contentOf(stale) });
    for (const input of [removed, await offerOf(host(0)), await offerOf(again)]) await offer(link, input, IP);
    await accept(['one', 'two']);
    await challenge(link, { hostId: again.id }, IP);
    await expect(challenge(link, { hostId: host(1).id }, IP)).rejects.toEqual(refused('key-unknown'));
  });

  it('with this server’s own word wait when an environment here would give way to theirs', async () => {
    const restored = await linkRestored();
    await fresh.pool.query(`insert into "Environment" (id, name) values ('env_new', 'Default')`);
    expect(await offer(restored, await offerOf(host(0), restored), IP)).toMatchObject({ state: 'waiting' });
    const { rows } = await fresh.pool.query('select id, "removedAt" from "Environment"');
    expect(rows).toEqual([{ id: 'env_new', removedAt: null }]);
  });

  it('whose machine id is the one of a place kept for an absent host are refused', async () => {
    const stranger = strangersVoucher({ machineId: `not-come:${host(1).id}` });
    const input = await offerTo(link, { ...stranger, content: contentOf(null) });
    await expect(offer(link, input, IP)).rejects.toEqual(refused('message-invalid'));
  });

  it('leave the place of an absent host to that host: no token gets it', async () => {
    await offer(link, await offerOf(host(0)), IP);
    await accept(['one']);
    await fresh.pool.query(
      `insert into "EnrolmentToken" (id, "environmentId", "tokenHash", "expiresAt")
      values ('ent_a', 'env_a', $1, now() + interval '1 hour')`,
      [sha256(TOKEN)],
    );
    const machineId = `not-come:${host(1).id}`;
    const about = { protocol: 1, agentVersion: '0.1.0', labels: {}, facts: null, token: TOKEN };
    const { publicKey } = newKeys();
    const thief = enrol(link, { ...about, machineId, publicKey }, IP);
    await expect(thief).rejects.toEqual(refused('message-invalid'));
    const client = await fresh.pool.connect();
    expect(await findMachine(client, 'env_a', machineId)).toBeNull();
    client.release();
    expect(await offer(link, await offerOf(host(1)), IP)).toMatchObject({ state: 'accepted' });
  });

  it('with this server’s own word are taken in: its database was restored from a copy older than they are', async () => {
    const restored = await linkRestored();
    expect(await offer(restored, await offerOf(host(0), restored), IP)).toMatchObject({ state: 'accepted' });
    await challenge(restored, { hostId: host(0).id }, IP);
    expect(await count('Unit')).toBe(2);
    await fresh.pool.query(`update "Host" set desired = 'removed', state = 'removed' where id = $1`, [
      host(1).id,
    ]);
    const removed = offer(restored, await offerOf(host(1), restored), IP);
    await expect(removed).rejects.toEqual(refused('host-removed'));
  });
});
