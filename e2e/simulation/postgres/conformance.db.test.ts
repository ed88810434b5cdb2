import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { readSnapshotRows } from '../../../server/db/repositories/snapshot/rows.ts';
import { createTestDatabase, type TestDatabase } from '../../../server/db/testing.ts';
import {
  clear,
  closeQuietly,
  seedEnvironment,
  seedHost,
  seedService,
} from '../../../server/hosts/testing/world.ts';
import { serviceSpecSchema } from '../../../server/schemas/service.ts';
import { Chance } from '../world/chance.ts';
import { Coverage } from '../world/coverage.ts';
import { Life } from '../world/life.ts';
import { Timeline } from '../world/timeline.ts';
import { type Command, HOSTS, type Pause, stepsArbitrary } from './conformance-commands.ts';
import { SimDatabase } from './database.ts';
import { createPool } from './pool.ts';
import type { HostRow } from './tables.ts';

const RUNS = 30;
const TIMEOUT_MS = 180_000;
const SPEC = serviceSpecSchema.parse({ launch: { image: 'nginx:1.27' } });

/*
 * The repositories of the server against PostgreSQL and against the database in memory, with the same random sequences of
 * commands: every answer and, after every command, every row has to be the same. Times count as there or not there, and
 * jobs as due or expired.
 */

interface Side {
  readonly pool: pg.Pool;
  done<T>(work: Promise<T>): Promise<T>;
  pause(ms: number): Promise<void>;
  jobs(): Promise<unknown>;
}

const TIMES = /^(now|.*At|.*Since|stateSince|jobNotBefore)$/;
/** Not kept in memory, or not told apart by those who read them. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'name',
  'description',
  'environmentId',
  'publicKey',
  'commandLabels',
  'facts',
  'createdAt',
  'kind',
  'machineId',
  'lostAt',
  'removedAt',
  'keyRevokedAt',
  'sessionOpenedAt',
  'revisionNumber',
  'blueprintVersion',
  'enrolmentTokenId',
]);

/** What both sides have to agree on. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const entries = Object.entries(value)
    .filter(([key, entry]) => !LEFT_OUT.has(key) && entry !== undefined)
    .map(([key, entry]): [string, unknown] => {
      if (key === 'dueInMs') return [key, entry === null ? null : Number(entry) > 100];
      return [key, TIMES.test(key) ? entry !== null : comparable(entry)];
    });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const JOBS = `
  select id::text, "hostId", key, generation, state::text, attempts,
    -- Milliseconds are rounded up when they are stored.
    "notBefore" <= now() + interval '100 milliseconds' as due,
    "leaseUntil" < now() as expired, error->>'code' as error, "failingSince" is not null as failing,
    "finishedAt" is not null as finished
  from "Job" order by "Job".id`;

async function openReal(database: TestDatabase): Promise<Side> {
  const { pool } = database;
  await clear(database);
  await pool.query('truncate "Job" restart identity');
  await seedEnvironment(database);
  for (const id of HOSTS) await seedHost(database, id);
  await pool.query(`update "Host" set "sessionHash" = 'session of ' || id, labels = '{}', facts = null`);
  await seedService(database, 2);
  await pool.query(`update "Revision" set spec = $1`, [JSON.stringify(SPEC)]);
  await pool.query(
    `insert into "Revision" (id, "serviceId", number, spec) values ('rev_b', 'svc_a', 2, $1)`,
    [JSON.stringify(SPEC)],
  );
  return {
    pool,
    done: (work) => work,
    // Time cannot be made to pass in PostgreSQL; what it is compared with can be moved back.
    async pause(ms) {
      await pool.query(
        `update "Job" set "notBefore" = "notBefore" - $1::int * interval '1 millisecond',
           "leaseUntil" = "leaseUntil" - $1::int * interval '1 millisecond'`,
        [ms],
      );
    },
    jobs: async () => (await pool.query(JOBS)).rows,
  };
}

function openMemory(): Side {
  const timeline = new Timeline(Date.parse('2026-01-01T00:00:00Z'));
  const database = new SimDatabase(timeline, new Chance(1), new Coverage());
  const { tables } = database;
  tables.stacks.set('stk_a', { id: 'stk_a', name: 'web' });
  for (const id of HOSTS) tables.hosts.set(id, newHost(id, timeline.now));
  tables.services.set('svc_a', {
    id: 'svc_a',
    environmentId: 'env_a',
    stackId: 'stk_a',
    name: 'nginx',
    desired: 'running',
    scale: 2,
    restartCount: 0,
    removalCount: 0,
    revisionNumber: 1,
    nextCreateIndex: 1,
    createdAt: timeline.now,
    removedAt: null,
  });
  tables.revisions.set('rev_a', { id: 'rev_a', serviceId: 'svc_a', number: 1, spec: SPEC });
  tables.revisions.set('rev_b', { id: 'rev_b', serviceId: 'svc_a', number: 2, spec: SPEC });
  return {
    pool: createPool(database, new Life()),
    async done(work) {
      let settled = false;
      const end = (): void => {
        settled = true;
      };
      work.then(end, end);
      while (!settled) if (!(await timeline.step())) await Promise.resolve();
      return work;
    },
    async pause(ms) {
      timeline.after(ms, () => undefined);
      await timeline.step();
    },
    jobs: async () =>
      [...database.tables.jobs.values()].map((job) => ({
        id: job.id,
        hostId: job.hostId,
        key: job.key,
        generation: job.generation,
        state: job.state,
        attempts: job.attempts,
        due: job.notBefore <= timeline.now + 100,
        expired: job.leaseUntil === null ? null : job.leaseUntil < timeline.now,
        error: job.error?.code ?? null,
        failing: job.failingSince !== null,
        finished: job.finishedAt !== null,
      })),
  };
}

function newHost(id: string, now: number): HostRow {
  return {
    id,
    environmentId: 'env_a',
    name: id,
    desired: 'active',
    state: 'active',
    stateSince: now,
    createdAt: now,
    removedAt: null,
    publicKey: '',
    keyRevokedAt: null,
    sessionHash: `session of ${id}`,
    sessionOpenedAt: now - 60_000,
    lastSeenAt: now,
    knownAt: null,
    reportSequence: 0,
    observedAt: now,
    engineReachable: true,
    labels: {},
    commandLabels: {},
    automaticLabels: {},
    facts: null,
    foreignPorts: [],
    foreignContainerCount: 0,
  };
}

async function outcome(side: Side, step: Command): Promise<unknown> {
  try {
    return comparable(await side.done(step.run(side.pool)));
  } catch (error) {
    // A constraint is part of what a database does.
    if (error instanceof Error && 'code' in error) return { refused: error.code };
    throw error;
  }
}

async function rowsOf(side: Side): Promise<unknown> {
  return { jobs: await side.jobs(), rest: comparable(await side.done(readSnapshotRows(side.pool, 'env_a'))) };
}

/** What is kept in memory may say more than was asked for. */
function narrowed(ours: unknown, theirs: unknown): unknown {
  if (Array.isArray(ours) && Array.isArray(theirs)) return ours.map((item, at) => narrowed(item, theirs[at]));
  if (typeof ours !== 'object' || typeof theirs !== 'object' || ours === null || theirs === null) return ours;
  const known = Object.keys(theirs);
  const entries = Object.entries(ours).filter(([key]) => known.includes(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, narrowed(value, Reflect.get(theirs, key))]));
}

function same(what: string, ours: unknown, theirs: unknown): void {
  const [memory, postgres] = [JSON.stringify(narrowed(ours, theirs)), JSON.stringify(theirs)];
  if (memory !== postgres) throw new Error(`${what}\nin memory:  ${memory}\nPostgreSQL: ${postgres}`);
}

describe('the database in memory', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => closeQuietly(database));

  it(
    'answers and keeps what PostgreSQL does, command by command',
    async () => {
      const property = fc.asyncProperty(stepsArbitrary, async (steps: readonly (Command | Pause)[]) => {
        const [memory, postgres] = [openMemory(), await openReal(database)];
        for (const step of steps) {
          if ('pauseMs' in step) {
            await memory.pause(step.pauseMs);
            await postgres.pause(step.pauseMs);
          } else {
            same(step.name, await outcome(memory, step), await outcome(postgres, step));
          }
          same(`after ${step.name}`, await rowsOf(memory), await rowsOf(postgres));
        }
      });
      await fc.assert(property, { numRuns: RUNS, seed: 20_261_121, endOnFailure: true });
    },
    TIMEOUT_MS,
  );
});
