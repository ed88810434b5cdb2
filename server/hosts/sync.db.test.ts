import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { createHostLink, type HostLink } from './link.ts';
import { sync } from './sync.ts';
import {
  clear,
  closeQuietly,
  createHandBus,
  seedEnvironment,
  seedHost,
  seedJob,
  seedService,
  seedUnit,
  sha256,
  testDeps,
} from './testing/world.ts';

const SESSION = { hostId: 'hst_a', environmentId: 'env_a', hostName: 'hst_a', sessionHash: sha256('hst_a') };

describe('sync', () => {
  let database: TestDatabase;
  let link: HostLink;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => closeQuietly(database));
  beforeEach(async () => {
    await clear(database);
    await seedEnvironment(database);
    await seedHost(database, 'hst_a');
    await seedHost(database, 'hst_b');
    await seedService(database, 2);
    await seedUnit(database, 'unt_1', 'hst_a', 1);
    await seedUnit(database, 'unt_2', 'hst_b', 2);
    link = createHostLink(testDeps(database, createHandBus()));
  });

  const compare = (...held: [string, number][]) =>
    sync(link, SESSION, { units: held.map(([unitId, generation]) => ({ unitId, generation })) });

  it('finds nothing to put right when the lists agree', async () => {
    expect(await compare(['unt_1', 1])).toEqual({
      assignments: [],
      unknownUnitIds: [],
      forgottenUnitIds: [],
    });
    expect(link.counters.corrections).toBe(0);
  });

  it('sends what the host lacks, whole, and counts it when no job was carrying it', async () => {
    const { assignments } = await compare();
    expect(assignments).toMatchObject([
      { unitId: 'unt_1', stackName: 'web', generation: 1, containers: [{ image: 'nginx:1.27' }] },
    ]);
    expect(link.counters.corrections).toBe(1);
  });

  it('what is on its way anyhow is no correction', async () => {
    await seedJob(database, 'unt_1', 'hst_a');
    expect((await compare()).assignments).toHaveLength(1);
    expect(link.counters.corrections).toBe(0);
  });

  it('sends a tombstone for a unit that the host still has at an older generation', async () => {
    await database.pool.query(`update "Unit" set desired = 'removed', generation = 2 where id = 'unt_1'`);
    expect((await compare(['unt_1', 1])).assignments).toMatchObject([{ desired: 'removed', generation: 2 }]);
  });

  it('names units that nobody knows and units that are seen off, and never those of other hosts', async () => {
    await database.pool.query(`update "Unit" set "removedAt" = now() where id = 'unt_1'`);
    expect(await compare(['unt_1', 1], ['unt_2', 1], ['unt_9', 1])).toEqual({
      assignments: [],
      unknownUnitIds: ['unt_2', 'unt_9'],
      forgottenUnitIds: ['unt_1'],
    });
  });

  it('tells people of units that nobody knows, once however often the host names them', async () => {
    await compare(['unt_1', 1], ['unt_8', 1], ['unt_9', 1]);
    await compare(['unt_1', 1], ['unt_8', 1], ['unt_9', 1]);
    const { rows } = await database.pool.query(
      `select "environmentId", "hostId", params->>'unitIds' as units from "Event" where kind = 'host.unknown-units'`,
    );
    expect(rows).toEqual([{ environmentId: 'env_a', hostId: SESSION.hostId, units: 'unt_8, unt_9' }]);
  });

  it('moves past the generation of a host that is ahead of a restored database', async () => {
    const { assignments } = await compare(['unt_1', 7]);
    expect(assignments).toMatchObject([{ unitId: 'unt_1', generation: 8 }]);
    const { rows } = await database.pool.query('select "planGeneration" from "Environment"');
    expect(rows).toEqual([{ planGeneration: 1 }]);
  });

  it('moves past a decision that a restored database has made anew under a number that was taken', async () => {
    const held = {
      unitId: 'unt_1',
      generation: 1,
      desired: 'removed' as const,
      revision: 1,
      restartCount: 0,
    };
    const told = await sync(link, SESSION, { units: [held] });
    expect(told.assignments).toMatchObject([{ unitId: 'unt_1', generation: 2, desired: 'running' }]);
    const same = { ...held, generation: 2, desired: 'running' as const };
    expect((await sync(link, SESSION, { units: [same] })).assignments).toEqual([]);
    const namesake = { ...same, revisionId: 'rev_of_that_number_before_the_restore' };
    expect((await sync(link, SESSION, { units: [namesake] })).assignments).toMatchObject([{ generation: 3 }]);
  });

  it('tells a host with an older disk that a unit it still runs was removed and closed', async () => {
    await database.pool.query(
      `update "Unit" set desired = 'removed', generation = 2, "removedAt" = now() where id = 'unt_1'`,
    );
    expect(await compare(['unt_1', 1])).toMatchObject({
      assignments: [{ unitId: 'unt_1', desired: 'removed', generation: 2 }],
      forgottenUnitIds: [],
    });
    expect(await compare(['unt_1', 2])).toMatchObject({ assignments: [], forgottenUnitIds: ['unt_1'] });
  });

  it('believes no generation that would leave no room', async () => {
    await compare(['unt_1', 2_000_000_000]);
    const { rows } = await database.pool.query(`select generation from "Unit" where id = 'unt_1'`);
    expect(rows).toEqual([{ generation: 1 }]);
  });

  it('answers only the session that is the host’s', async () => {
    await database.pool.query(`update "Host" set "sessionHash" = null where id = 'hst_a'`);
    await expect(compare()).rejects.toMatchObject({ code: 'session-invalid' });
  });
});
