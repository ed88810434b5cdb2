import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blueprintText, voucherText } from '../../../agent/protocol/recovery.ts';
import { isSignedBy } from '../../auth/vouching.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing.ts';
import { scaleService } from '../../domain/service/scale-service.ts';
import { systemClock } from '../../lib/clock.ts';
import { blueprintSchema } from '../../schemas/blueprint.ts';
import { ingest } from '../ingest/ingest.ts';
import type { HostLink } from '../link.ts';
import { carriedBy, type JoinedHost, join, linkTo } from '../testing/older-server.ts';
import { closeQuietly, report, seedEnvironment, seedService, seedUnit } from '../testing/world.ts';
import { blueprint } from './blueprint.ts';

describe('what a host carries for a successor', () => {
  let database: TestDatabase;
  let link: HostLink;
  let one: JoinedHost;
  let two: JoinedHost;

  beforeEach(async () => {
    database = await createTestDatabase();
    link = linkTo(database);
    await seedEnvironment(database);
    await seedService(database, 2);
    one = await join(link, 'one');
    two = await join(link, 'two');
  });
  afterEach(() => closeQuietly(database));

  const readBy = async (host: JoinedHost) =>
    blueprintSchema.parse(JSON.parse((await carriedBy(link, host)).text));

  async function addService(id: string, scale: number): Promise<void> {
    await database.pool.query(
      `insert into "Service" (id, "environmentId", "stackId", name, scale) values ($1, 'env_a', 'stk_a', 'none', $2)`,
      [id, scale],
    );
    await database.pool.query(
      `insert into "Revision" (id, "serviceId", number, spec) select $1 || '_rev', $1, 1, spec from "Revision" limit 1`,
      [id],
    );
  }

  it('is signed, with the voucher, by the key that the server is known by', async () => {
    const carried = await carriedBy(link, one);
    const { serverPublicKey, signature } = one.voucher;
    const { publicKey } = await link.vouchingKey();
    expect(serverPublicKey).toBe(publicKey);
    expect(isSignedBy(publicKey, voucherText(one.voucher), signature)).toBe(true);
    expect(isSignedBy(publicKey, blueprintText(carried.text), carried.signature)).toBe(true);
    expect(isSignedBy(publicKey, blueprintText(`${carried.text} `), carried.signature)).toBe(false);
  });

  it('tells names and places of everything, and specs only of what the host runs', async () => {
    await seedUnit(database, 'unt_1', one.id);
    const [mine, others] = [await readBy(one), await readBy(two)];
    for (const { outline } of [mine, others]) {
      expect(outline.hosts.map((host) => host.name)).toEqual(['one', 'two']);
      expect(outline.services).toMatchObject([{ id: 'svc_a', name: 'nginx', scale: 2, revisionNumber: 1 }]);
      expect(outline.units).toMatchObject([
        { id: 'unt_1', hostId: one.id, index: 1, generation: 1, revision: 1, instances: { '': 'ins_unt_1' } },
      ]);
      expect(JSON.stringify(outline)).not.toContain('nginx:1.27');
    }
    expect(mine.revisions).toMatchObject([
      { serviceId: 'svc_a', number: 1, spec: { launch: { image: 'nginx:1.27' } } },
    ]);
    expect(others.revisions).toEqual([]);
  });

  it('of a service without any unit two hosts carry the spec', async () => {
    await join(link, 'three');
    await database.pool.query(`update "Host" set state = 'active'`);
    await addService('svc_none', 0);
    await seedUnit(database, 'unt_1', one.id);
    const { rows } = await database.pool.query<{ id: string }>('select id from "Host" order by id');
    const carriers = [];
    for (const host of [one, two]) {
      const { revisions } = await readBy(host);
      if (revisions.some((revision) => revision.serviceId === 'svc_none')) carriers.push(host.id);
    }
    const first = rows.slice(0, 2).map(({ id }) => id);
    expect(carriers.sort()).toEqual([one.id, two.id].filter((id) => first.includes(id)).sort());
    expect(carriers).not.toEqual([]);
  });

  it('keeps older revisions that units still run', async () => {
    await seedUnit(database, 'unt_1', one.id);
    await database.pool.query(`insert into "Revision" (id, "serviceId", number, spec)
      select 'rev_b', 'svc_a', n, spec from "Revision", generate_series(2, 2) n`);
    await database.pool.query(`update "Service" set "revisionNumber" = 2`);
    expect((await readBy(one)).revisions.map((revision) => revision.number)).toEqual([1, 2]);
  });

  it('is asked for again when, and only when, people or the reconciler have changed something', async () => {
    const told = async (sequence: number) =>
      (await ingest(link, one.session, report(sequence, { full: sequence === 1 }))).blueprintVersion ?? 0;
    await database.pool.query(`update "Host" set state = 'active'`);
    const first = await told(1);
    const { version } = await carriedBy(link, one);
    expect(version).toBe(first);
    expect(await blueprint(link, one.session, { have: version })).toMatchObject({ blueprint: null });
    expect(await told(2)).toBe(first);
    const caller = { id: 'usr_a', username: 'admin', kind: 'admin' as const };
    const call = { database, clock: systemClock, caller, procedure: 'test', clientIp: null };
    await scaleService(call, { environmentId: 'env_a', serviceId: 'svc_a', scale: 5 });
    const second = await told(3);
    expect(second).toBeGreaterThan(first);
    const newest = blueprintSchema.parse(JSON.parse((await carriedBy(link, two)).text));
    expect(newest.outline).toMatchObject({ version: second, services: [{ scale: 5 }] });
  });

  it('goes on rising after an older copy of the database was restored', async () => {
    const { version } = await carriedBy(link, one);
    await database.pool.query('update "BlueprintVersion" set version = version - 1000000');
    const caller = { id: 'usr_a', username: 'admin', kind: 'admin' as const };
    const call = { database, clock: systemClock, caller, procedure: 'test', clientIp: null };
    await scaleService(call, { environmentId: 'env_a', serviceId: 'svc_a', scale: 5 });
    expect((await carriedBy(link, one)).version).toBeGreaterThan(version);
  });
});
