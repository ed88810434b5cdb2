import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Assignment } from '../../agent/protocol/assignment.ts';
import { lint } from '../core/lint.ts';
import { plan } from '../core/plan.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { ingest } from '../hosts/ingest/ingest.ts';
import { createHostLink, type HostLink } from '../hosts/link.ts';
import { sync } from '../hosts/sync.ts';
import {
  clear,
  closeQuietly,
  createHandBus,
  observation,
  report,
  seedEnvironment,
  seedHost,
  seedService,
  sha256,
  testDeps,
} from '../hosts/testing/world.ts';
import { logger } from '../lib/logger.ts';
import { serviceSpecSchema } from '../schemas/service.ts';
import { createCounters } from './counters.ts';
import type { Visit } from './loop.ts';
import { createTick } from './tick.ts';

/*
 * Rows as a disk, a hand or another version of the server may leave them. One service's row costs that service: the
 * others go on, nothing that runs is touched, and there is a reason to read.
 */

const SETTINGS = {
  limits: { actionsMax: 500, updateBatch: 1 },
  timing: { heartbeatMs: 5_000, missedMax: 3, disconnectAfterMs: 60_000 },
};
const SPEC = { launch: { image: 'postgres:16' } };
const UNREADABLE =
  'The stored description cannot be read: it is damaged or was written by a newer server. Edit the service to write it anew.';

const manyLabels = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v'])));
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('damaged rows', () => {
  let database: TestDatabase;
  let link: HostLink;
  let tick: () => Promise<Visit>;
  let sequence = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => closeQuietly(database));
  beforeEach(async () => {
    await clear(database);
    await seedEnvironment(database);
    await seedHost(database, 'hst_a');
    await seedService(database, 2);
    await run(`insert into "Service" (id, "environmentId", "stackId", name, scale)
               values ('svc_b', 'env_a', 'stk_a', 'db', 2)`);
    await run(`insert into "Revision" (id, "serviceId", number, spec) values ('rev_b', 'svc_b', 1, $1)`, [
      JSON.stringify(serviceSpecSchema.parse(SPEC)),
    ]);
    link = createHostLink(testDeps(database, createHandBus()));
    tick = ticking();
    await settle();
  });

  const run = (sql: string, values: unknown[] = []) => database.pool.query(sql, values);
  const rows = async (sql: string) => (await run(sql)).rows as Record<string, unknown>[];

  /** A reconciler that has just started: it remembers no row from before it was damaged. */
  function ticking(): () => Promise<Visit> {
    const deps = { database, logger: logger.child({}, { level: 'silent' }) };
    const visit = createTick(deps, { plan, lint }, SETTINGS, createCounters());
    return () => visit('env_a');
  }

  /** The host does what its jobs say and reports it. */
  async function obey(): Promise<number> {
    const open = (await rows(
      `select payload from "Job" where state in ('queued', 'leased') and jsonb_typeof(payload) = 'object'`,
    )) as { payload: Assignment }[];
    const seen = open.map(({ payload: { unitId, generation, desired, containers } }) => {
      const [container] = observation(unitId).containers;
      const state = desired === 'running' ? ('running' as const) : ('exited' as const);
      return observation(unitId, {
        generation,
        containers:
          container === undefined || desired === 'removed'
            ? []
            : containers.map(({ launch, specHash }) => ({ ...container, launch, specHash, state })),
      });
    });
    sequence += 1;
    const session = {
      hostId: 'hst_a',
      environmentId: 'env_a',
      hostName: 'hst_a',
      sessionHash: sha256('hst_a'),
    };
    if (seen.length > 0) await ingest(link, session, report(sequence, { units: seen }));
    return seen.length;
  }

  async function settle(): Promise<void> {
    for (let pass = 0; pass < 20; pass += 1) {
      expect(await tick()).toMatchObject({ kind: 'settled' });
      if ((await obey()) === 0) return;
    }
    throw new Error('the environment does not come to rest');
  }

  const unitsOf = (serviceId: string) =>
    rows(`select id, desired::text, generation, "revisionId" from "Unit"
          where "serviceId" = '${serviceId}' and "removedAt" is null order by index`);
  const reasonOf = async (serviceId: string) =>
    (await rows(`select reason from "ServiceStatus" where "serviceId" = '${serviceId}'`))[0]?.reason;

  it.each([
    ['of a newer server', '{"version":2,"launch":{"image":"postgres:16"},"sidekicks":[],"hostRules":[]}'],
    ['with a field of a newer server', '{"launch":{"image":"postgres:16","gpuCount":1}}'],
    ['that is nothing', 'null'],
    ['that is a number', '7'],
    ['that is a list', '[]'],
    ['that is empty', '{}'],
    ['without an image', '{"launch":{}}'],
    ['with an image of the wrong type', '{"launch":{"image":5}}'],
    ['with sidekicks that are no list', '{"launch":{"image":"a"},"sidekicks":{"a":1}}'],
    ['with ports of the wrong type', '{"launch":{"image":"a","ports":["80:80"]}}'],
    [
      'with a port that no host has',
      '{"launch":{"image":"a","ports":[{"hostPort":99999,"containerPort":80}]}}',
    ],
    ['with more labels than a container may have', `{"launch":{"image":"a","labels":${manyLabels(500)}}}`],
    [
      'with rules nobody knows',
      '{"launch":{"image":"a"},"hostRules":[{"key":"a","value":"b","rule":"may"}]}',
    ],
    ['nested a thousand deep', nested(1_000)],
  ])('a spec %s costs its service only the change', async (_, spec) => {
    const before = await unitsOf('svc_b');
    await run(`update "Revision" set spec = $1::jsonb where id = 'rev_b'`, [spec]);
    await run('update "Service" set scale = 3');
    tick = ticking();
    await settle();
    expect(await unitsOf('svc_a')).toHaveLength(3);
    expect(await unitsOf('svc_b')).toEqual(before);
    expect(await reasonOf('svc_b')).toMatchObject({ code: 'invalid-spec', message: UNREADABLE });
  });

  it('a spec of an older server, without what was added since, is as good as new', async () => {
    const before = await unitsOf('svc_b');
    await run(`update "Revision" set spec = $1::jsonb where id = 'rev_b'`, [JSON.stringify(SPEC)]);
    await run('update "Service" set scale = 3');
    tick = ticking();
    await settle();
    expect((await unitsOf('svc_b')).slice(0, 2)).toEqual(before);
    expect(await unitsOf('svc_b')).toHaveLength(3);
    expect(await reasonOf('svc_b')).toBeNull();
  });

  it.each([
    ['labels that are nothing', `update "Host" set labels = 'null'`],
    ['labels that are a list', `update "Host" set labels = '["a"]'`],
    ['labels of the wrong type', `update "Host" set labels = '{"a":{"b":1}}'`],
    ['enormous labels', `update "Host" set labels = '${manyLabels(20_000)}'`],
    ['labels of its own that are text', `update "Host" set "automaticLabels" = '"x"'`],
    ['facts that are a list', `update "Host" set facts = '[]'`],
    ['facts of the wrong type', `update "Host" set facts = '{"memoryBytes":"lots","milliCpu":{}}'`],
    ['no facts', 'update "Host" set facts = null'],
    ['ports that are an object', `update "Host" set "foreignPorts" = '{}'`],
    ['ports of the wrong type', `update "Host" set "foreignPorts" = '[{"hostPort":"eighty"}]'`],
    ['a protocol of a far future', 'update "Host" set protocol = 2147483647'],
    ['a status nobody knows', `update "ServiceStatus" set state = 'frozen' where "serviceId" = 'svc_b'`],
    ['a status without units', `update "ServiceStatus" set units = '7' where "serviceId" = 'svc_b'`],
    ['a reason nobody knows', `update "ServiceStatus" set reason = '{"code":"eclipse"}'`],
    ['links that are text', `update "Service" set links = '"web"'`],
    ['an error that is text', `update "Unit" set "observedError" = '"no"', "observedErrorSince" = now()`],
    [
      'an error without words',
      `update "Unit" set "observedError" = '{"code":"eclipse"}', "observedErrorSince" = now()`,
    ],
    [
      'an error with a number',
      `update "Unit" set "observedError" = '{"code":7,"message":[]}', "observedErrorSince" = now()`,
    ],
    [
      'settings that are garbage',
      `insert into "Setting" (key, value, "updatedAt") values ('registration-url', '[[]]', now())`,
    ],
    [
      'history of a kind nobody knows',
      `insert into "Event" ("environmentId", kind, actor, "actorName") values ('env_a', 'moon.landed', 'x', 'x')`,
    ],
  ])('%s keep nothing from being done, and nothing is undone', async (_, damage) => {
    const before = [...(await unitsOf('svc_a')), ...(await unitsOf('svc_b'))];
    await run(damage);
    await run('update "Service" set scale = 3');
    tick = ticking();
    await settle();
    const after = [...(await unitsOf('svc_a')), ...(await unitsOf('svc_b'))];
    expect(after).toHaveLength(6);
    expect(after).toEqual(expect.arrayContaining(before));
    expect([await reasonOf('svc_a'), await reasonOf('svc_b')]).toEqual([null, null]);
  });

  it('a container in a state that nobody knows is not running, and its unit is kept', async () => {
    const before = await unitsOf('svc_b');
    await run(
      `update "Instance" set state = 'hibernating' from "Unit" u where u.id = "unitId" and "serviceId" = 'svc_b'`,
    );
    tick = ticking();
    await settle();
    expect(await unitsOf('svc_b')).toEqual(before);
    expect(await reasonOf('svc_b')).toMatchObject({ code: 'starting' });
    expect(await reasonOf('svc_a')).toBeNull();
  });

  it.each([
    ['a negative scale', 'update "Service" set scale = -1', 'Service_scale_check'],
    ['a revision before the first', 'update "Revision" set number = 0', 'Revision_number_check'],
    ['an index before the first', 'update "Unit" set index = 0', 'Unit_index_check'],
    ['a generation before the first', 'update "Unit" set generation = 0', 'Unit_generation_check'],
    ['a job of no generation', 'update "Job" set generation = 0', 'Job_generation_check'],
    ['attempts below none', 'update "Job" set attempts = -1', 'Job_attempts_check'],
    [
      'a job that is leased for ever',
      `update "Job" set state = 'leased', "leaseUntil" = null`,
      'Job_lease_check',
    ],
  ])('%s is refused by the database itself', async (_, sql, constraint) => {
    await expect(run(sql)).rejects.toMatchObject({ code: '23514', constraint });
  });

  describe('a service whose spec cannot be read', () => {
    beforeEach(async () => {
      await run(`update "Revision" set spec = '{"version":2}' where id = 'rev_b'`);
      tick = ticking();
    });

    it('is brought forward by a new revision', async () => {
      await run(`insert into "Revision" (id, "serviceId", number, spec) values ('rev_c', 'svc_b', 2, $1)`, [
        JSON.stringify(SPEC),
      ]);
      await run(`update "Service" set "revisionNumber" = 2 where id = 'svc_b'`);
      await settle();
      const units = await unitsOf('svc_b');
      expect(units.map((unit) => unit.revisionId)).toEqual(['rev_c', 'rev_c']);
      expect(await reasonOf('svc_b')).toBeNull();
    });

    it('is not stopped, for its host could not tell what to keep, and says so', async () => {
      const before = await unitsOf('svc_b');
      await run(`update "Service" set desired = 'stopped' where id = 'svc_b'`);
      await settle();
      expect(await unitsOf('svc_b')).toEqual(before);
      expect(await reasonOf('svc_b')).toMatchObject({ code: 'invalid-spec', message: UNREADABLE });
    });

    it('is removed like any other', async () => {
      await run(`update "Service" set desired = 'removed' where id = 'svc_b'`);
      await settle();
      await settle();
      expect(await unitsOf('svc_b')).toEqual([]);
      expect(await rows(`select "removedAt" is null as there from "Service" where id = 'svc_b'`)).toEqual([
        { there: false },
      ]);
      expect(await unitsOf('svc_a')).toHaveLength(2);
    });

    it('is told to a host that lost its units only where they are to go', async () => {
      await run(`update "Unit" set generation = 5 where "serviceId" = 'svc_b'`);
      await run(`update "Unit" set desired = 'removed' where "serviceId" = 'svc_b' and index = 2`);
      const [, second] = await unitsOf('svc_b');
      const session = {
        hostId: 'hst_a',
        environmentId: 'env_a',
        hostName: 'a',
        sessionHash: sha256('hst_a'),
      };
      const told = (await sync(link, session, { units: [] })).assignments.filter(
        ({ serviceId }) => serviceId === 'svc_b',
      );
      expect(told).toMatchObject([{ unitId: second?.id, desired: 'removed', generation: 5, containers: [] }]);
    });
  });
});
