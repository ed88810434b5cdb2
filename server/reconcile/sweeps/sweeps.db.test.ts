import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/testing.ts';
import {
  clear,
  closeQuietly,
  seedEnvironment,
  seedHost,
  seedService,
  seedUnit,
} from '../../hosts/testing/world.ts';
import { purgeAuditSweep } from './purge-audit.ts';
import { purgeEventsSweep } from './purge-events.ts';
import { purgeServicesSweep } from './purge-services.ts';
import { purgeSessionsSweep } from './purge-sessions.ts';
import { purgeStacksSweep } from './purge-stacks.ts';
import { purgeTokensSweep } from './purge-tokens.ts';
import { purgeUnitsSweep } from './purge-units.ts';
import type { Sweep } from './sweep.ts';

describe('sweeps', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query(
      `insert into "User" (id, username, name, "passwordHash") values ('usr_a', 'ann', 'Ann', '')`,
    );
  });
  afterAll(() => closeQuietly(database));
  beforeEach(async () => {
    await clear(database);
    await seedEnvironment(database);
  });

  const sweep = (one: Sweep, limit = one.limit) => one.run(database.pool, limit);
  const run = (sql: string) => database.pool.query(sql);

  it.each([
    ['events', purgeEventsSweep, "\"Event\" (at, kind, actor, \"actorName\") values ($1, 'x', 'x', 'x')"],
    ['audit', purgeAuditSweep, '"Audit" (at, procedure) values ($1, \'x\')'],
  ])('drop %s after 30 days, so many at a time', async (_, one, row) => {
    for (const days of [29, 31, 32, 33]) {
      await database.pool.query(`insert into ${row}`, [new Date(Date.now() - days * 86_400_000)]);
    }
    expect(await sweep(one, 2)).toBe(2);
    expect(await sweep(one, 2)).toBe(1);
    expect(await sweep(one, 2)).toBe(0);
  });

  it('drop sessions that have expired', async () => {
    await run(
      `insert into "Session" (id, "userId", client, "expiresAt")
       values ('old', 'usr_a', 'x', now() - interval '1 second'), ('new', 'usr_a', 'x', now() + interval '1 hour')`,
    );
    expect(await sweep(purgeSessionsSweep)).toBe(1);
  });

  it('keep expired tokens for a week and the hosts that came by them for good', async () => {
    await seedHost(database, 'hst_a');
    await run(`update "Host" set "enrolmentTokenId" = 'ent_a'`);
    await run(`update "EnrolmentToken" set "expiresAt" = now() - interval '6 days'`);
    expect(await sweep(purgeTokensSweep)).toBe(0);
    await run(`update "EnrolmentToken" set "expiresAt" = now() - interval '8 days'`);
    expect(await sweep(purgeTokensSweep)).toBe(1);
    const { rows } = await database.pool.query('select "enrolmentTokenId" from "Host"');
    expect(rows).toEqual([{ enrolmentTokenId: null }]);
  });

  it('drop closed units after a week, with their instances, and two sweepers share the work', async () => {
    await seedHost(database, 'hst_a');
    await seedService(database, 3);
    for (const index of [1, 2, 3]) await seedUnit(database, `unt_${index}`, 'hst_a', index);
    await run(`update "Unit" set "removedAt" = now() - interval '8 days' where index < 3`);
    const counts = await Promise.all([sweep(purgeUnitsSweep), sweep(purgeUnitsSweep)]);

    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    const { rows } = await database.pool.query('select id from "Instance"');
    expect(rows).toEqual([{ id: 'ins_unt_3' }]);
  });

  it('drop removed services after a month, not before their units, and stacks not before their services', async () => {
    await seedHost(database, 'hst_a');
    await seedService(database, 1);
    await seedUnit(database, 'unt_1', 'hst_a', 1);
    await run(`update "Stack" set "removedAt" = now() - interval '31 days'`);
    await run(`update "Service" set "removedAt" = now() - interval '31 days'`);

    expect([await sweep(purgeServicesSweep), await sweep(purgeStacksSweep)]).toEqual([0, 0]);
    await run('delete from "Unit"');
    expect(await sweep(purgeStacksSweep)).toBe(0);
    await run(`update "Service" set "removedAt" = now() - interval '29 days'`);
    expect(await sweep(purgeServicesSweep)).toBe(0);
    await run(`update "Service" set "removedAt" = now() - interval '31 days'`);
    expect([await sweep(purgeServicesSweep), await sweep(purgeStacksSweep)]).toEqual([1, 1]);
    const { rows } = await database.pool.query('select id from "Revision"');
    expect(rows).toEqual([]);
  });

  it('keep removed services and stacks that a host which comes later would bring back', async () => {
    await seedService(database, 1);
    await run(`insert into "Stack" (id, "environmentId", name) values ('stk_new', 'env_a', 'new')`);
    for (const table of ['Stack', 'Service']) {
      await run(`update "${table}" set "removedAt" = now() - interval '31 days'`);
    }
    const outline = JSON.stringify({ services: [{ id: 'svc_a' }], stacks: [{ id: 'stk_a' }] });
    await database.pool.query(
      `insert into "RecoveredOutline" ("environmentId", fingerprint, outline) values ('env_a', 'f', $1)`,
      [outline],
    );
    expect([await sweep(purgeServicesSweep), await sweep(purgeStacksSweep)]).toEqual([0, 1]);
    await run('delete from "RecoveredOutline"');
    expect([await sweep(purgeServicesSweep), await sweep(purgeStacksSweep)]).toEqual([1, 1]);
  });
});
