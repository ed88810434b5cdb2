import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { createHostLink, type HostLink } from './link.ts';
import { poll } from './poll.ts';
import { sync } from './sync.ts';
import {
  assignmentOf,
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

/* What may lie in the queue: of another version, damaged. The other jobs of the host are given out all the same. */

const HOST = 'hst_a';
const SESSION = { hostId: HOST, environmentId: 'env_a', hostName: HOST, sessionHash: sha256(HOST) };
const UNREADABLE = {
  code: 'invalid-spec',
  message:
    'The job in the queue cannot be read. The next full compare with the host brings what it should have.',
  launch: '',
};

describe('a job that cannot be read', () => {
  let database: TestDatabase;
  let link: HostLink;
  beforeAll(async () => {
    database = await createTestDatabase();
    link = createHostLink(testDeps(database, createHandBus()));
  });
  afterAll(() => closeQuietly(database));
  beforeEach(async () => {
    await clear(database);
    await seedEnvironment(database);
    await seedHost(database, HOST);
    await seedService(database, 2);
    await seedUnit(database, 'unt_1', HOST, 1);
    await seedUnit(database, 'unt_2', HOST, 2);
    await seedJob(database, 'unt_1', HOST);
    await seedJob(database, 'unt_2', HOST);
  });

  const ask = () =>
    poll(link, { session: SESSION, input: { waitMs: 0, max: 64 }, signal: new AbortController().signal });
  const jobs = async () =>
    (
      await database.pool.query(
        `select key, state::text, attempts, error, "notBefore" > now() as later from "Job" order by id`,
      )
    ).rows as Record<string, unknown>[];
  const damage = (payload: unknown) =>
    database.pool.query(`update "Job" set payload = $1::jsonb where key = 'unt_1'`, [
      JSON.stringify(payload),
    ]);

  const good = assignmentOf('unt_1');
  it.each<readonly [string, unknown]>([
    ['nothing', null],
    ['text', 'run it'],
    ['a list', [good]],
    ['an empty object', {}],
    ['one without containers', { ...good, containers: undefined }],
    ['containers that are text', { ...good, containers: 'nginx' }],
    [
      'a container of a newer server',
      { ...good, containers: [{ launch: '', image: 'a', network: 'vxlan' }] },
    ],
    ['a wish of a newer server', { ...good, desired: 'hibernating' }],
    ['a generation that is text', { ...good, generation: '1' }],
    ['no generation', { ...good, generation: 0 }],
    ['another generation than its row', { ...good, generation: 7 }],
    ['another unit than its row', { ...good, unitId: 'unt_2' }],
    ['a unit that is a path', { ...good, unitId: '../../etc' }],
  ])(
    '%s is set aside with a reason, the next is given out, and the full compare mends it',
    async (_, payload) => {
      await damage(payload);
      expect((await ask()).jobs.map((job) => job.assignment.unitId)).toEqual(['unt_2']);
      expect(await jobs()).toEqual([
        { key: 'unt_1', state: 'queued', attempts: 1, error: UNREADABLE, later: true },
        { key: 'unt_2', state: 'leased', attempts: 1, error: null, later: false },
      ]);
      const { assignments } = await sync(link, SESSION, { units: [{ unitId: 'unt_2', generation: 1 }] });
      expect(assignments).toMatchObject([
        { unitId: 'unt_1', generation: 1, containers: [{ image: 'nginx:1.27' }] },
      ]);
    },
  );

  it('of a kind that only a newer server has is left for that one', async () => {
    await database.pool.query(`update "Job" set kind = 'exec' where key = 'unt_1'`);
    expect((await ask()).jobs.map((job) => job.assignment.unitId)).toEqual(['unt_2']);
    expect((await ask()).jobs).toEqual([]);
    expect((await jobs())[0]).toMatchObject({ state: 'queued', attempts: 0, error: null });
  });

  it('with fields of a newer server is given out without them', async () => {
    await damage({ ...good, priority: 'high' });
    const { jobs: given } = await ask();
    expect(given[0]?.assignment).toEqual(good);
  });
});
