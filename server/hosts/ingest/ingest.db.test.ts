import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/testing.ts';
import { failingPool } from '../../reconcile/testing/failing-pool.ts';
import { createHostLink, type HostLink } from '../link.ts';
import {
  clear,
  closeQuietly,
  createHandBus,
  FACTS,
  observation,
  report,
  seedEnvironment,
  seedHost,
  seedJob,
  seedService,
  seedUnit,
  sha256,
  testDeps,
} from '../testing/world.ts';
import { ingest } from './ingest.ts';

const ERROR = { code: 'image-not-found', message: 'no such image', launch: '' } as const;

describe('ingest', () => {
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
    await seedUnit(database, 'unt_1', 'hst_a');
    link = createHostLink(testDeps(database, createHandBus()));
  });

  const sessionOf = (hostId: string) => ({
    hostId,
    environmentId: 'env_a',
    hostName: hostId,
    sessionHash: sha256(hostId),
  });

  const take = (message: ReturnType<typeof report>, hostId = 'hst_a') =>
    ingest(link, sessionOf(hostId), message);

  async function rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await database.pool.query<Record<string, unknown>>(sql)).rows;
  }
  const units = () => rows('select * from "Unit" order by id');
  const versions = () =>
    rows('select id, xmin::text from "Unit" union all select id, xmin::text from "Instance" order by 1');
  const kinds = async () => (await rows('select kind from "Event" order by id')).map((row) => row.kind);

  it('records what was seen, completes the job and tells that the container started', async () => {
    await seedJob(database, 'unt_1', 'hst_a');
    await take(report(1, { units: [observation('unt_1')] }));

    expect(await units()).toMatchObject([
      { observedPresent: true, observedGeneration: 1, observedConverged: true },
    ]);
    expect(await rows('select state, "dockerId", "ipAddress" from "Instance"')).toEqual([
      { state: 'running', dockerId: 'docker-unt_1', ipAddress: '172.17.0.2' },
    ]);
    expect(await rows('select state from "Job"')).toEqual([{ state: 'done' }]);
    expect(await rows('select kind, params from "Event"')).toEqual([
      { kind: 'container.started', params: { name: 'web-nginx-1', host: 'hst_a' } },
    ]);
  });

  it('does not take a converged older generation for the job done', async () => {
    await seedJob(database, 'unt_1', 'hst_a', 2);
    await take(report(1, { units: [observation('unt_1', { generation: 1 })] }));

    expect(await rows('select state from "Job"')).toEqual([{ state: 'queued' }]);
  });

  it('writes nothing twice: the same report again changes no row but the host', async () => {
    const seen = observation('unt_1');
    await take(report(1, { units: [seen] }));
    const before = await versions();
    await take(report(2, { units: [seen] }));

    expect(await versions()).toEqual(before);
    expect(await kinds()).toHaveLength(1);
  });

  it('ignores a report that was overtaken', async () => {
    await take(report(5, { units: [observation('unt_1')] }));
    await take(report(4, { units: [observation('unt_1', { converged: false })] }));

    expect(await units()).toMatchObject([{ observedConverged: true }]);
    expect(link.counters.reportsIgnored).toBe(1);
  });

  it('a full list makes absent what it does not have, and only on its own host', async () => {
    await seedUnit(database, 'unt_2', 'hst_b', 2);
    await take(report(1, { full: true, units: [observation('unt_1')] }));
    await take(report(1, { full: true, units: [observation('unt_2')] }), 'hst_b');
    await take(report(2, { full: true }));

    expect(await units()).toMatchObject([
      { observedPresent: false, observedGeneration: 0 },
      { observedPresent: true },
    ]);
    expect(await kinds()).toEqual(['container.started', 'container.started', 'container.missing']);
  });

  it('a list taken while the engine did not answer says nothing about absence', async () => {
    await take(report(1, { full: true, units: [observation('unt_1')] }));
    await take(report(2, { full: true, engineReachable: false }));

    expect(await units()).toMatchObject([{ observedPresent: true }]);
    expect(await kinds()).toEqual(['container.started', 'host.engine-unavailable']);
  });

  it('asks for a full list until one came in this session', async () => {
    await database.pool.query('update "Host" set "sessionOpenedAt" = now(), "observedAt" = null');
    expect(await take(report(1))).toMatchObject({ resync: true });
    expect(await take(report(2, { full: true }))).toMatchObject({ resync: false });
    expect(await take(report(3))).toMatchObject({ resync: false });
  });

  it('drops what a host says of units of another host, and records it once', async () => {
    const forged = observation('unt_1', { converged: false });
    await take(report(1, { units: [forged] }), 'hst_b');
    await take(report(2, { full: true, units: [forged] }), 'hst_b');

    expect(await units()).toMatchObject([{ observedPresent: null }]);
    expect(await rows('select procedure, "subjectId" from "Audit"')).toEqual([
      { procedure: 'agent.forged-report', subjectId: 'hst_b' },
    ]);
    expect(link.counters.forgeries).toBe(1);
  });

  it('takes no failure of another host for a job', async () => {
    const jobId = await seedJob(database, 'unt_1', 'hst_a');
    const failure = { jobId, unitId: 'unt_1', generation: 1, error: ERROR };
    await take(report(1, { failures: [failure] }), 'hst_b');

    expect(await rows('select error from "Job"')).toEqual([{ error: null }]);
  });

  it('tells of a failure once, and again only when it is another one', async () => {
    const jobId = await seedJob(database, 'unt_1', 'hst_a');
    const failure = (code: 'image-not-found' | 'disk-full') => {
      const error = { ...ERROR, code };
      return {
        units: [observation('unt_1', { converged: false, containers: [], error })],
        failures: [{ jobId, unitId: 'unt_1', generation: 1, error }],
      };
    };
    const trying = { units: [observation('unt_1', { converged: false, containers: [] })] };
    await take(report(1, failure('image-not-found')));
    await take(report(2, trying));
    await take(report(3, failure('image-not-found')));
    expect(await kinds()).toEqual(['unit.failed']);
    await take(report(4, failure('disk-full')));

    expect(await kinds()).toEqual(['unit.failed', 'unit.failed']);
    expect(await units()).toMatchObject([{ observedError: { code: 'disk-full' } }]);
  });

  it('forgets the error of a unit that came right', async () => {
    await take(report(1, { units: [observation('unt_1', { converged: false, error: ERROR })] }));
    await take(report(2, { units: [observation('unt_1')] }));

    expect(await units()).toMatchObject([{ observedError: null, observedErrorSince: null }]);
  });

  it('takes a removed unit without containers for gone', async () => {
    await take(report(1, { units: [observation('unt_1')] }));
    await database.pool.query(`update "Unit" set desired = 'removed', generation = 2`);
    await seedJob(database, 'unt_1', 'hst_a', 2);
    await take(report(2, { units: [observation('unt_1', { generation: 2, containers: [] })] }));

    expect(await units()).toMatchObject([{ observedPresent: false, observedGeneration: 2 }]);
    expect(await rows('select state from "Job"')).toEqual([{ state: 'done' }]);
    expect(await rows('select state from "Instance"')).toEqual([{ state: 'missing' }]);
  });

  it('tells of a container that took the place of another between two reports', async () => {
    const [container] = observation('unt_1').containers;
    if (container === undefined) throw new Error('An observation has a container.');
    const successor = { ...container, dockerId: 'docker-2' };
    await take(report(1, { units: [observation('unt_1')] }));
    await database.pool.query(`update "Unit" set generation = 2 where id = 'unt_1'`);
    await take(report(2, { units: [observation('unt_1', { generation: 2, containers: [successor] })] }));
    expect(await kinds()).toEqual(['container.started', 'container.started']);

    const healed = [{ launch: '', cause: 'removed' as const, at: '2026-11-21T00:00:00.000Z' }];
    const third = { ...container, dockerId: 'docker-3' };
    await take(report(3, { units: [observation('unt_1', { generation: 2, containers: [third], healed })] }));
    expect(await kinds()).toEqual(['container.started', 'container.started', 'container.healed']);
  });

  it('tells of a container that was started again between two reports, once', async () => {
    const [container] = observation('unt_1').containers;
    if (container === undefined) throw new Error('An observation has a container.');
    await take(report(1, { units: [observation('unt_1')] }));
    const again = { ...container, startedAt: '2026-01-02T03:04:05.678Z' };
    await take(report(2, { units: [observation('unt_1', { containers: [again] })] }));
    await take(report(3, { units: [observation('unt_1', { containers: [again] })] }));

    expect(await kinds()).toEqual(['container.started', 'container.started']);
  });

  it('does not take a removed unit for gone while its host is at work on it', async () => {
    await database.pool.query(`update "Unit" set desired = 'removed' where id = 'unt_1'`);
    const busy = observation('unt_1', { containers: [], converged: false });
    await take(report(1, { full: true, units: [busy] }));
    expect(await rows(`select "observedPresent" from "Unit" where id = 'unt_1'`)).toEqual([
      { observedPresent: true },
    ]);
  });

  it('judges nothing by decisions that a restored database has not made, and asks for the list', async () => {
    const ahead = observation('unt_1', { generation: 4 });
    expect(await take(report(1, { full: true, units: [ahead] }))).toMatchObject({ resync: true });
    expect(await rows(`select "observedGeneration" from "Unit" where id = 'unt_1'`)).toEqual([
      { observedGeneration: null },
    ]);
  });

  it('tells what the host healed by itself', async () => {
    await take(report(1, { units: [observation('unt_1')] }));
    const healed = [{ launch: '', cause: 'removed' as const, at: '2026-11-21T00:00:00.000Z' }];
    await take(report(2, { units: [observation('unt_1', { healed })] }));

    expect(await kinds()).toEqual(['container.started', 'container.healed']);
  });

  it('a heartbeat of a host in good order is one statement and wakes nobody', async () => {
    await take(report(1));
    const [before] = await rows(`select "lastSeenAt" from "Host" where id = 'hst_a'`);
    await link.deps.clock.sleep(5);
    await take(report(2));
    const [after] = await rows(`select "lastSeenAt", "reportSequence" from "Host" where id = 'hst_a'`);

    expect(after?.lastSeenAt).not.toEqual(before?.lastSeenAt);
    expect(after?.reportSequence).toBe('2');
  });

  it('knows a host as of its last word with an engine that answers, heartbeat or report', async () => {
    const known = async () => {
      const [host] = await rows(`select "knownAt", "lastSeenAt" from "Host" where id = 'hst_a'`);
      return { fresh: String(host?.knownAt) === String(host?.lastSeenAt), at: String(host?.knownAt) };
    };
    await take(report(1, { full: true }));
    await database.pool.query(`update "Host" set "knownAt" = '2026-01-01'`);
    await take(report(2));
    expect(await known()).toMatchObject({ fresh: true });
    await database.pool.query(`update "Host" set "knownAt" = '2026-01-01'`);
    const before = await known();
    await take(report(3, { engineReachable: false }));
    await take(report(4, { engineReachable: false }));
    expect(await known()).toEqual(before);
    await take(report(5));
    expect(await known()).toMatchObject({ fresh: true });
  });

  it('takes in new facts and the labels that follow from them', async () => {
    await take(report(1, { facts: { ...FACTS, dockerVersion: '28.5.1' } }));

    const [host] = await rows(`select "automaticLabels" from "Host" where id = 'hst_a'`);
    expect(host).toMatchObject({ automaticLabels: { 'io.rancher.host.docker_version': '28.5' } });
  });

  it('fifty units in one report are taken in within a handful of statements', async () => {
    await clear(database);
    await seedEnvironment(database);
    await seedHost(database, 'hst_a');
    await seedService(database, 50);
    const ids = Array.from({ length: 50 }, (_, position) => `unt_${position}`);
    for (const [position, id] of ids.entries()) await seedUnit(database, id, 'hst_a', position + 1);
    const counting = failingPool(database.pool, Number.POSITIVE_INFINITY);
    const deps = testDeps({ ...database, pool: counting.pool }, createHandBus());
    const units = ids.map((id) => observation(id));
    await ingest(createHostLink(deps), sessionOf('hst_a'), report(1, { full: true, units }));

    expect(counting.statements()).toBeLessThanOrEqual(12);
    expect(await kinds()).toHaveLength(50);
  });
});
