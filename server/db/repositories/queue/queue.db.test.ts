import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  assignmentOf,
  clear,
  closeQuietly,
  seedEnvironment,
  seedHost,
  seedJob,
  sha256,
} from '../../../hosts/testing/world.ts';
import { createTestDatabase, type TestDatabase } from '../../testing.ts';
import { backoffMs } from './backoff.ts';
import { claimJobs, releaseJobs } from './claim.ts';
import { enqueueJobs } from './enqueue.ts';
import { inTransaction } from './in-transaction.ts';
import { expireLeases } from './leases.ts';
import { purgeFinishedJobs } from './purge-finished.ts';
import { readQueueHead } from './read-queue-head.ts';
import { completeJobs, type FailedAttempt, failJobs } from './settle.ts';

const HOST = 'hst_a';
const ERROR = { code: 'image-not-found', message: 'no such image', launch: '' } as const;

describe('the queue', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => closeQuietly(database));
  beforeEach(async () => {
    await clear(database);
    await seedEnvironment(database);
    await seedHost(database, HOST);
  });

  const claim = (max = 64, sessionHash = sha256(HOST)) =>
    claimJobs(database.pool, { hostId: HOST, sessionHash, max, leaseMs: 60_000 });

  const enqueue = (unitId: string, generation: number) =>
    inTransaction(database.pool, (client) =>
      enqueueJobs(client, [
        {
          environmentId: 'env_a',
          hostId: HOST,
          unitId,
          generation,
          assignment: assignmentOf(unitId, generation),
        },
      ]),
    );

  const fail = (attempt: Omit<FailedAttempt, 'error'>, hostId = HOST) =>
    inTransaction(database.pool, (client) => failJobs(client, hostId, [{ ...attempt, error: ERROR }]));

  async function jobs() {
    const { rows } = await database.pool.query<{
      key: string;
      state: string;
      generation: number;
      attempts: number;
      error: unknown;
      waitMs: number;
      failingSince: Date | null;
    }>(
      `select key, state::text, generation, attempts, error, "failingSince",
         (extract(epoch from "notBefore" - now()) * 1000)::float8 as "waitMs"
       from "Job" order by id`,
    );
    return rows;
  }

  it('gives each job to one of eight claimers, and all of them to somebody', async () => {
    await database.pool.query(
      `insert into "Job" ("environmentId", "hostId", key, generation, payload)
       select 'env_a', $1, 'unt_' || n, 1, '{}' from generate_series(1, 400) as n`,
      [HOST],
    );
    const taken: string[] = [];
    const claimer = async () => {
      while (taken.length < 400) {
        const got = await claim(16);
        taken.push(...got.map((job) => job.id));
        if (got.length === 0 && (await readQueueHead(database.pool, HOST, sha256(HOST))).dueInMs === null)
          return;
      }
    };
    await Promise.all(Array.from({ length: 8 }, claimer));

    expect(taken).toHaveLength(400);
    expect(new Set(taken).size).toBe(400);
  });

  it('gives nothing to a session that was superseded, and says so', async () => {
    await seedJob(database, 'unt_1', HOST);

    expect(await claim(64, sha256('an older session'))).toEqual([]);
    const head = await readQueueHead(database.pool, HOST, sha256('an older session'));
    expect(head).toEqual({ sessionLive: false, dueInMs: 0 });
  });

  it('gives out the oldest first and counts the attempt', async () => {
    await seedJob(database, 'unt_1', HOST);
    await seedJob(database, 'unt_2', HOST);

    const [first] = await claim(1);
    expect(first).toMatchObject({ attempt: 1, payload: { unitId: 'unt_1' } });
  });

  it('counts no attempt for a claim whose reader was gone', async () => {
    await seedJob(database, 'unt_1', HOST);
    const [job] = await claim();
    await releaseJobs(database.pool, [job?.id ?? '']);

    expect(await claim()).toMatchObject([{ attempt: 1 }]);
  });

  it('a newer generation supersedes a leased one, and the unit keeps one live row', async () => {
    await enqueue('unt_1', 1);
    await claim();
    await enqueue('unt_1', 2);

    expect(await jobs()).toMatchObject([
      { state: 'superseded', generation: 1 },
      { state: 'queued', generation: 2 },
    ]);
  });

  it('queueing the same generation again keeps the row that is underway', async () => {
    await enqueue('unt_1', 1);
    await claim();
    await enqueue('unt_1', 1);

    expect(await jobs()).toMatchObject([{ state: 'leased', attempts: 1 }]);
  });

  it('an older generation never takes the place of a newer one', async () => {
    await enqueue('unt_1', 3);
    await enqueue('unt_1', 2);

    expect(await jobs()).toMatchObject([{ state: 'queued', generation: 3 }]);
  });

  it('queues a failed job later each time and remembers since when it fails', async () => {
    await enqueue('unt_1', 1);
    const [first] = await claim();
    const attempt = { jobId: first?.id ?? '', unitId: 'unt_1', generation: 1 };
    await fail({ ...attempt, attempts: 1 });
    const [once] = await jobs();
    await fail({ ...attempt, attempts: 5 });
    const [later] = await jobs();

    expect(once).toMatchObject({ state: 'queued', error: ERROR });
    expect(once?.waitMs).toBeGreaterThan(backoffMs('unt_1', 1) - 300);
    expect(once?.waitMs).toBeLessThanOrEqual(1_000);
    expect(later?.waitMs).toBeGreaterThan(12_000);
    expect(later?.failingSince).toEqual(once?.failingSince);
    expect(await claim()).toEqual([]);
    expect((await readQueueHead(database.pool, HOST, sha256(HOST))).dueInMs).toBeGreaterThan(12_000);
  });

  it('takes no failure for another generation, nor from another host', async () => {
    await seedHost(database, 'hst_b');
    await enqueue('unt_1', 2);
    const [job] = await claim();
    const attempt = { jobId: job?.id ?? '', unitId: 'unt_1', attempts: 1 };
    await fail({ ...attempt, generation: 1 });
    await fail({ ...attempt, generation: 2 }, 'hst_b');

    expect(await jobs()).toMatchObject([{ state: 'leased', error: null }]);
  });

  it('queues again what was claimed and never heard of, with its attempts', async () => {
    await enqueue('unt_1', 1);
    await claim();
    await database.pool.query(`update "Job" set "leaseUntil" = now() - interval '1 second'`);

    expect(await expireLeases(database.pool, 10)).toBe(1);
    expect(await expireLeases(database.pool, 10)).toBe(0);
    expect(await claim()).toMatchObject([{ attempt: 2 }]);
  });

  it('completes a job that was queued again meanwhile, and purges it an hour later', async () => {
    const id = await seedJob(database, 'unt_1', HOST);
    await inTransaction(database.pool, (client) => completeJobs(client, [id]));

    expect(await jobs()).toMatchObject([{ state: 'done' }]);
    expect(await purgeFinishedJobs(database.pool, 3_600, 10)).toBe(0);
    await database.pool.query(`update "Job" set "finishedAt" = now() - interval '61 minutes'`);
    expect(await purgeFinishedJobs(database.pool, 3_600, 10)).toBe(1);
  });
});
