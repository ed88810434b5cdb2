import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Assignment } from '../../agent/protocol/assignment.ts';
import type { Finding, FindingCode } from '../core/lint/finding.ts';
import { lint } from '../core/lint.ts';
import { plan } from '../core/plan.ts';
import { createRevisionCache } from '../db/repositories/plan/revision-specs.ts';
import { readSnapshot, type Snapshot } from '../db/repositories/snapshot/read-snapshot.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { ingest } from '../hosts/ingest/ingest.ts';
import { createHostLink, type HostLink } from '../hosts/link.ts';
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
import { newId } from '../lib/ids.ts';
import { logger } from '../lib/logger.ts';
import { serviceSpecSchema } from '../schemas/service.ts';
import { commit } from './commit.ts';
import { createCounters, type ReconcileCounters } from './counters.ts';
import type { Visit } from './loop.ts';
import { failingPool, InjectedCrash } from './testing/failing-pool.ts';
import { createTick, type Planner } from './tick.ts';

const SETTINGS = {
  limits: { actionsMax: 500, updateBatch: 1 },
  timing: { heartbeatMs: 5_000, missedMax: 3, disconnectAfterMs: 60_000 },
};

describe('a tick', () => {
  let database: TestDatabase;
  let link: HostLink;
  let counters: ReconcileCounters;
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
    await seedHost(database, 'hst_b');
    link = createHostLink(testDeps(database, createHandBus()));
    tick = ticking({ plan, lint });
  });

  function ticking(planner: Planner): () => Promise<Visit> {
    counters = createCounters();
    const deps = { database, logger: logger.child({}, { level: 'silent' }) };
    const visit = createTick(deps, planner, SETTINGS, counters, { since: 0 });
    return () => visit('env_a');
  }

  async function rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await database.pool.query<Record<string, unknown>>(sql)).rows;
  }
  const units = () => rows('select * from "Unit" where "removedAt" is null order by index, "createIndex"');
  const jobs = () =>
    rows(
      `select key, state::text, generation, payload from "Job" where state in ('queued', 'leased') order by id`,
    );
  const run = (sql: string) => database.pool.query(sql);

  /** The hosts do what their jobs say and report it, as agents would. */
  async function obey(): Promise<void> {
    const { rows: open } = await database.pool.query<{ hostId: string; payload: Assignment }>(
      `select "hostId", payload from "Job" where state in ('queued', 'leased')`,
    );
    sequence += 1;
    for (const hostId of ['hst_a', 'hst_b']) {
      const mine = open.filter((job) => job.hostId === hostId).map((job) => job.payload);
      const seen = mine.map((assignment) =>
        observation(assignment.unitId, {
          generation: assignment.generation,
          containers: assignment.containers.flatMap(({ launch, specHash }) => {
            if (assignment.desired === 'removed') return [];
            const state = assignment.desired === 'running' ? ('running' as const) : ('exited' as const);
            const [container] = observation(assignment.unitId).containers;
            return container === undefined ? [] : [{ ...container, launch, specHash, state }];
          }),
        }),
      );
      const session = { hostId, environmentId: 'env_a', hostName: hostId, sessionHash: sha256(hostId) };
      if (seen.length > 0) await ingest(link, session, report(sequence, { units: seen }));
    }
  }

  async function settle(): Promise<void> {
    for (let pass = 0; pass < 40; pass += 1) {
      const before = counters.commits;
      await obey();
      await tick();
      if (counters.commits === before) return;
    }
    throw new Error('the environment does not come to rest');
  }

  async function reviseTo(image: string): Promise<void> {
    const spec = JSON.stringify(
      serviceSpecSchema.parse({
        launch: { image },
        sidekicks: [{ name: 'log', launch: { image: 'busybox' } }],
      }),
    );
    await database.pool.query(
      `insert into "Revision" (id, "serviceId", number, spec) values ('rev_b', 'svc_a', 2, $1)`,
      [spec],
    );
    await run('update "Service" set "revisionNumber" = 2');
  }

  it('places units with instances, jobs that carry whole assignments, a status and history', async () => {
    await seedService(database, 3);
    expect(await tick()).toMatchObject({ kind: 'settled' });

    const placed = await units();
    expect(placed.map((unit) => [unit.index, unit.createIndex, unit.generation])).toEqual([
      [1, 1, 1],
      [2, 2, 1],
      [3, 3, 1],
    ]);
    expect(new Set(placed.map((unit) => unit.hostId))).toEqual(new Set(['hst_a', 'hst_b']));
    expect((await rows('select name from "Instance" order by name')).map((row) => row.name)).toEqual([
      'web-nginx-1',
      'web-nginx-2',
      'web-nginx-3',
    ]);
    expect(await jobs()).toHaveLength(3);
    expect((await jobs())[0]).toMatchObject({
      generation: 1,
      payload: { stackName: 'web', serviceName: 'nginx', containers: [{ image: 'nginx:1.27', launch: '' }] },
    });
    expect(await rows('select state, "unitCount" from "ServiceStatus"')).toEqual([
      { state: 'activating', unitCount: 3 },
    ]);
    expect(await rows('select kind, count(*)::int from "Event" group by kind')).toEqual([
      { kind: 'unit.placed', count: 3 },
    ]);
    expect(await rows('select "nextCreateIndex" from "Service"')).toEqual([{ nextCreateIndex: 4 }]);
  });

  it('comes to rest, and then writes nothing at all', async () => {
    await seedService(database, 3);
    await settle();
    expect(await rows('select state, reason, "runningCount" from "ServiceStatus"')).toEqual([
      { state: 'active', reason: null, runningCount: 3 },
    ]);
    const before = await rows('select xmin::text, "planGeneration" from "Environment"');
    await tick();
    expect(await rows('select xmin::text, "planGeneration" from "Environment"')).toEqual(before);
  });

  it('makes a container anew once for each time that a person removed it', async () => {
    await seedService(database, 2);
    await settle();
    const hashes = async () =>
      (await rows('select "specHash" from "Instance" order by name')).map((row) => row.specHash);
    const before = await hashes();
    await run(`update "Unit" set recreations = '{"": 1}' where index = 1`);
    await tick();
    expect(await jobs()).toMatchObject([
      { generation: 2, payload: { containers: [{ labels: { 'io.drover.recreation': '1' } }] } },
    ]);
    expect(
      (await rows(`select params->>'cause' as cause from "Event" where kind = 'unit.changed'`))[0],
    ).toEqual({
      cause: 'recreate',
    });
    await settle();
    expect((await units()).map((unit) => [unit.generation, unit.recreateCount])).toEqual([
      [2, 1],
      [1, 0],
    ]);
    const after = await hashes();
    expect([after[0] === before[0], after[1] === before[1]]).toEqual([false, true]);
    expect(await rows('select state, reason from "ServiceStatus"')).toEqual([
      { state: 'active', reason: null },
    ]);
  });

  it('removes the newest on scale-down, and the lowest free index comes back first', async () => {
    await seedService(database, 3);
    await settle();
    await run('update "Service" set scale = 2');
    await settle();
    expect((await units()).map((unit) => unit.index)).toEqual([1, 2]);
    await run('update "Service" set scale = 3');
    await settle();
    expect((await units()).map((unit) => [unit.index, unit.createIndex])).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
    ]);
  });

  it('an upgrade keeps units and their instances and adds those of the new sidekick', async () => {
    await seedService(database, 2);
    await settle();
    const before = await rows('select id from "Instance" order by id');
    await reviseTo('nginx:1.28');
    await settle();

    expect((await units()).map((unit) => unit.revisionId)).toEqual(['rev_b', 'rev_b']);
    const names = await rows('select id, name from "Instance" order by name');
    expect(names.map((row) => row.name)).toEqual([
      'web-nginx-1',
      'web-nginx-2',
      'web-nginx-log-1',
      'web-nginx-log-2',
    ]);
    expect(names.map((row) => row.id)).toEqual(expect.arrayContaining(before.map((row) => row.id)));
    await run('update "Service" set "revisionNumber" = 1');
    await settle();
    expect(await rows('select count(*)::int from "Instance"')).toEqual([{ count: 2 }]);
  });

  it('a removed stack is closed when its units are known to be gone, not before', async () => {
    await seedService(database, 2);
    await settle();
    await run(`update "Stack" set desired = 'removed'`);
    await tick();
    expect(await rows('select "removedAt" from "Stack"')).toEqual([{ removedAt: null }]);
    await settle();
    expect(await rows('select "removedAt" is not null as closed from "Stack"')).toEqual([{ closed: true }]);
    expect(await rows('select "removedAt" is not null as closed from "Service"')).toEqual([{ closed: true }]);
    expect(await jobs()).toEqual([]);
  });

  it('a server that was away gives no host up before it could be heard', async () => {
    await seedService(database, 2);
    await settle();
    await run(`update "Host" set "lastSeenAt" = now() - interval '2 minutes' where id = 'hst_b'`);
    const deps = { database, logger: logger.child({}, { level: 'silent' }) };
    const restarted = createTick(deps, { plan, lint }, SETTINGS, createCounters());
    await restarted('env_a');
    expect((await units()).map((unit) => unit.hostId)).toEqual(['hst_a', 'hst_b']);
    expect(await rows(`select state from "Host" where id = 'hst_b'`)).toEqual([{ state: 'reconnecting' }]);
  });

  it('a lost host gives its units to another; coming back it is told to remove them', async () => {
    await seedService(database, 2);
    await settle();
    await run(`update "Host" set "lastSeenAt" = now() - interval '2 minutes' where id = 'hst_b'`);
    await tick();

    expect((await units()).filter((unit) => unit.desired === 'running').map((unit) => unit.hostId)).toEqual([
      'hst_a',
      'hst_a',
    ]);
    const [lost] = (await units()).filter((unit) => unit.desired === 'removed');
    expect(lost).toMatchObject({ hostId: 'hst_b', lostAt: expect.any(Date) });
    const caused = await rows(
      `select kind, "causeId" is not null as caused from "Event" where kind in ('unit.lost', 'host.disconnected')
         or params->>'cause' = 'replace-lost' order by id`,
    );
    expect(caused).toEqual([
      { kind: 'host.disconnected', caused: false },
      { kind: 'unit.lost', caused: true },
      { kind: 'unit.placed', caused: true },
    ]);
    await run(`update "Host" set "lastSeenAt" = now() where id = 'hst_b'`);
    await settle();
    expect(await units()).toHaveLength(2);
  });

  it('a removed host loses its key and session in the commit that closes it', async () => {
    await run(`update "Host" set desired = 'removed' where id = 'hst_b'`);
    await settle();
    expect(
      await rows(
        `select state::text, "sessionHash", "keyRevokedAt" is not null as revoked from "Host" where id = 'hst_b'`,
      ),
    ).toEqual([{ state: 'removed', sessionHash: null, revoked: true }]);
  });

  it('a request is named as the cause of what follows from it', async () => {
    await seedService(database, 1);
    const { rows: asked } = await database.pool.query<{ id: string }>(
      `insert into "Event" ("environmentId", kind, actor, "actorName", "serviceId")
       values ('env_a', 'service.created', 'user:usr_a', 'ann', 'svc_a') returning id::text`,
    );
    await tick();
    expect(await rows(`select "causeId"::text from "Event" where kind = 'unit.placed'`)).toEqual([
      { causeId: asked[0]?.id },
    ]);
  });

  it('refuses a plan that the linter calls fatal, and writes nothing of it', async () => {
    await seedService(database, 1);
    const finding = { code: 'slot-taken', severity: 'fatal', subject: 'unt_1', message: 'taken' } as const;
    const refusing = ticking({ plan, lint: () => [finding] });

    expect(await refusing()).toEqual({ kind: 'failed' });
    expect(counters.refusals).toBe(1);
    expect(await units()).toEqual([]);
  });

  it('a refused plan is told once for each set of findings, whatever units they name', async () => {
    await seedService(database, 1);
    let visits = 0;
    const found = (code: FindingCode): Finding => {
      visits += 1;
      return { code, severity: 'fatal', subject: `unt_${visits}`, message: 'Two units share it.' };
    };
    const told = () =>
      rows(`select level, params from "Event" where kind = 'environment.plan-refused' order by id`);
    const params = { codes: 'slot-taken', count: 2, message: 'slot-taken: Two units share it.' };

    const refusing = ticking({ plan, lint: () => [found('slot-taken'), found('slot-taken')] });
    for (let visit = 0; visit < 3; visit += 1) await refusing();
    expect(await told()).toEqual([{ level: 'error', params }]);
    await ticking({ plan, lint: () => [found('slot-taken'), found('port-collision')] })();
    expect((await told()).map((event) => event.params)).toMatchObject([
      params,
      { codes: 'port-collision, slot-taken', count: 2 },
    ]);
    await run(`update "Event" set at = now() - interval '61 minutes'`);
    await refusing();
    expect(await told()).toHaveLength(3);
  });

  it('an oddity is no refusal and no history', async () => {
    await seedService(database, 1);
    const finding = { code: 'needless', severity: 'warning', subject: 'unt_1', message: 'odd' } as const;
    expect(await ticking({ plan, lint: () => [finding] })()).toMatchObject({ kind: 'settled' });
    expect(await rows(`select 1 from "Event" where kind = 'environment.plan-refused'`)).toEqual([]);
  });

  it('of two plans from one snapshot only one is adopted', async () => {
    await seedService(database, 3);
    const snapshot = await readSnapshot(database.pool, 'env_a', createRevisionCache());
    const outcomes = await Promise.all([adopt(snapshot), adopt(snapshot), adopt(snapshot)]);

    expect(outcomes.sort()).toEqual(['committed', 'lost-race', 'lost-race']);
    expect(await units()).toHaveLength(3);
  });

  it('a crash between any two statements leaves nothing behind', async () => {
    await seedService(database, 3);
    const snapshot = await readSnapshot(database.pool, 'env_a', createRevisionCache());
    let failAt = 0;
    for (; failAt < 100; failAt += 1) {
      const { pool } = failingPool(database.pool, failAt);
      try {
        expect(await adopt(snapshot, pool)).toBe('committed');
        break;
      } catch (error) {
        if (!(error instanceof InjectedCrash)) throw error;
        const counts = await rows(
          `select (select count(*) from "Unit")::int + (select count(*) from "Job")::int +
             (select count(*) from "Event")::int + (select count(*) from "ServiceStatus")::int +
             (select "planGeneration" from "Environment") as written`,
        );
        expect(counts).toEqual([{ written: 0 }]);
      }
    }
    expect(failAt).toBeGreaterThan(8);
    expect(await units()).toHaveLength(3);
  });

  it('a commit is a handful of statements, however many units it places', async () => {
    await seedService(database, 50);
    const snapshot = await readSnapshot(database.pool, 'env_a', createRevisionCache());
    const counting = failingPool(database.pool, Number.POSITIVE_INFINITY);

    expect(await adopt(snapshot, counting.pool)).toBe('committed');
    expect(await units()).toHaveLength(50);
    expect(counting.statements()).toBeLessThanOrEqual(12);
  });

  function adopt(snapshot: Snapshot | null, pool = database.pool) {
    if (snapshot === null) throw new Error('there is no environment');
    const { input, now } = snapshot;
    const ids = { nextUnitId: () => newId('unt') };
    const result = plan({ input, now, ids, ...SETTINGS });
    return commit(pool, snapshot, result.plan, result.report);
  }
});
