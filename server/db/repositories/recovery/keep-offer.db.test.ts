import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pgRows } from '../../sql.ts';
import { createTestDatabase, type TestDatabase } from '../../testing.ts';
import { keepOffer, type OfferToKeep } from './keep-offer.ts';

const LIMITS = {
  offers: 6,
  bytes: 1_000,
  offersPerServer: 3,
  bytesPerServer: 500,
  offersPerAddress: 4,
  bytesPerAddress: 400,
  serversPerAddress: 2,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('truncate "RecoveryOffer"');
});

function offerOf(fingerprint: string, hostId: string, change: Partial<OfferToKeep> = {}): OfferToKeep {
  return {
    id: `rof_${fingerprint}${hostId}`,
    fingerprint,
    serverId: 'older',
    hostId,
    environmentId: 'env_a',
    machineId: 'machine',
    publicKey: 'key',
    issuedAt: '2026-11-20T10:00:00.000Z',
    hostName: hostId,
    environmentName: 'Default',
    clientIp: `10.0.0.${hostId}`,
    address: null,
    agentVersion: '1',
    digest: 'd',
    content: { labels: {}, facts: null, blueprint: null, units: [] },
    bytes: 10,
    stackCount: 0,
    serviceCount: 0,
    unitCount: 0,
    ...change,
  };
}

const keep = (offer: OfferToKeep, trusted = false) =>
  keepOffer(pgRows(database.pool), offer, { trusted, limits: LIMITS });

async function keepAll(...offers: OfferToKeep[]): Promise<void> {
  for (const offer of offers) expect((await keep(offer)).kind).toBe('kept');
}

describe('room for offers', () => {
  it('one server has a share of it, so that another server’s hosts find some', async () => {
    await keepAll(offerOf('a', '1'), offerOf('a', '2'), offerOf('a', '3'));
    expect(await keep(offerOf('a', '4'))).toEqual({ kind: 'full', limit: 'offersPerServer' });
    await keepAll(offerOf('b', '5'));
  });

  it('one address has a share of servers, for anyone can make up a thousand', async () => {
    const from = { clientIp: '10.9.9.9' };
    await keepAll(offerOf('a', '1', from), offerOf('b', '1', from));
    expect(await keep(offerOf('c', '1', from))).toEqual({ kind: 'full', limit: 'serversPerAddress' });
    await keepAll(offerOf('a', '2', from), offerOf('c', '1'));
  });

  it('strangers at its address do not stop a server that is there already: its hosts come and say more', async () => {
    const from = { clientIp: '10.9.9.9' };
    await keepAll(offerOf('a', '1', from), offerOf('b', '1', from));
    // As when the first host of a third server came in before the strangers did.
    await keepAll(offerOf('c', '1'));
    await keepAll(offerOf('c', '1', { ...from, digest: 'news' }), offerOf('c', '2', from));
  });

  it('one address has a share of all, whatever servers it names, and bytes of its own', async () => {
    const from = { clientIp: '10.9.9.9' };
    await keepAll(offerOf('a', '1', from), offerOf('a', '2', from), offerOf('b', '1', from));
    await keepAll(offerOf('b', '2', { ...from, bytes: 300 }));
    expect(await keep(offerOf('b', '3', from))).toEqual({ kind: 'full', limit: 'offersPerAddress' });
    expect(await keep(offerOf('b', '1', { ...from, bytes: 100 }))).toEqual({
      kind: 'full',
      limit: 'bytesPerAddress',
    });
    await keepAll(offerOf('c', '5'), offerOf('a', '1', { ...from, digest: 'news' }));
  });

  it('what was dismissed counts against its address, so that it is not filled again', async () => {
    const from = { clientIp: '10.9.9.9' };
    const four = [
      offerOf('a', '1', from),
      offerOf('a', '2', from),
      offerOf('b', '1', from),
      offerOf('b', '2', from),
    ];
    await keepAll(...four);
    await database.pool.query(`update "RecoveryOffer" set state = 'dismissed', bytes = 0`);
    expect(await keep(offerOf('a', '3', from))).toEqual({ kind: 'full', limit: 'offersPerAddress' });
    await database.pool.query(`delete from "RecoveryOffer" where "hostId" = '2'`);
    expect(await keep(offerOf('c', '1', from))).toEqual({ kind: 'full', limit: 'serversPerAddress' });
    await keepAll(offerOf('c', '1'));
  });

  it('one that does not grow is kept however full it is', async () => {
    await keepAll(offerOf('a', '1', { bytes: 300 }));
    await database.pool.query('update "RecoveryOffer" set bytes = 2000');
    await keepAll(offerOf('a', '1', { bytes: 1_999, digest: 'news' }));
  });

  it('all of it has an end, in number and in size, and nobody is pushed out', async () => {
    expect(await keep(offerOf('a', '1', { bytes: 501 }))).toEqual({ kind: 'full', limit: 'bytesPerServer' });
    await keepAll(offerOf('a', '1', { bytes: 400 }), offerOf('b', '2', { bytes: 400 }));
    expect(await keep(offerOf('c', '3', { bytes: 201 }))).toEqual({ kind: 'full', limit: 'bytes' });
    await database.pool.query('update "RecoveryOffer" set bytes = 1');
    await keepAll(offerOf('c', '3'), offerOf('d', '4'), offerOf('d', '5'), offerOf('d', '6'));
    expect(await keep(offerOf('e', '7'))).toEqual({ kind: 'full', limit: 'offers' });
    const { rows } = await database.pool.query('select fingerprint from "RecoveryOffer" order by 1');
    expect(rows.map((row) => row.fingerprint)).toEqual(['a', 'b', 'c', 'd', 'd', 'd']);
  });

  it('hosts of a server that is trusted always find some, and one that is there may say more', async () => {
    await keepAll(offerOf('a', '1'), offerOf('a', '2'), offerOf('a', '3'), offerOf('b', '4'));
    await keepAll(offerOf('a', '1', { digest: 'news' }));
    expect((await keep(offerOf('a', '9'), true)).kind).toBe('kept');
  });

  it('what was dismissed stays so, and takes up nothing of others', async () => {
    await keepAll(offerOf('a', '1'), offerOf('a', '2'), offerOf('a', '3'));
    await database.pool.query(`update "RecoveryOffer" set state = 'dismissed', bytes = 0`);
    expect(await keep(offerOf('a', '1'))).toEqual({ kind: 'dismissed' });
    await keepAll(offerOf('a', '4'));
  });

  it('a voucher does not take the place of a newer one with another key', async () => {
    await keepAll(offerOf('a', '1', { issuedAt: '2026-11-20T11:00:00.000Z', publicKey: 'new' }));
    expect(await keep(offerOf('a', '1'))).toEqual({ kind: 'superseded' });
    await keepAll(offerOf('a', '1', { publicKey: 'new' }));
    await keepAll(offerOf('a', '1', { issuedAt: '2026-11-20T12:00:00.000Z', publicKey: 'newest' }));
  });
});
