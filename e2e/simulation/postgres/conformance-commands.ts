import fc from 'fast-check';
import type pg from 'pg';
import { writeSession } from '../../../server/db/repositories/agent-host/session.ts';
import {
  lockReportingHost,
  recordHeartbeat,
  writeHostObservation,
} from '../../../server/db/repositories/ingest/lock-host.ts';
import { readRecordedUnits } from '../../../server/db/repositories/ingest/read-units.ts';
import { writeUnitChanges } from '../../../server/db/repositories/ingest/write-units.ts';
import { advancePlan } from '../../../server/db/repositories/plan/advance-plan.ts';
import {
  readAssignmentSources,
  readHostUnits,
} from '../../../server/db/repositories/plan/host-assignments.ts';
import { raiseGenerations } from '../../../server/db/repositories/plan/raise-generations.ts';
import { writeHostStates } from '../../../server/db/repositories/plan/write-hosts.ts';
import { changeUnits, forgetUnits, placeUnits } from '../../../server/db/repositories/plan/write-units.ts';
import { claimJobs, releaseJobs } from '../../../server/db/repositories/queue/claim.ts';
import { endJobsOfUnits, enqueueJobs } from '../../../server/db/repositories/queue/enqueue.ts';
import { inTransaction } from '../../../server/db/repositories/queue/in-transaction.ts';
import { expireLeases, LEASE_MS, releaseHostLeases } from '../../../server/db/repositories/queue/leases.ts';
import { readQueueHead } from '../../../server/db/repositories/queue/read-queue-head.ts';
import { completeJobs, failJobs, renewLeases } from '../../../server/db/repositories/queue/settle.ts';
import { readSnapshotRows } from '../../../server/db/repositories/snapshot/rows.ts';

export const HOSTS = ['hst_a', 'hst_b'] as const;
export const UNITS = ['unt_1', 'unt_2', 'unt_3'] as const;
const REVISIONS = ['rev_a', 'rev_b'] as const;
const ENVIRONMENT = 'env_a';

/** One thing that the server asks of a database, by its own repositories. */
export interface Command {
  readonly name: string;
  run(pool: pg.Pool): Promise<unknown>;
}

const host = fc.constantFrom(...HOSTS);
const unit = fc.constantFrom(...UNITS);
const session = fc.constantFrom('right', 'right', 'wrong');
const generation = fc.integer({ min: 1, max: 4 });
const jobIds = fc.uniqueArray(fc.integer({ min: 1, max: 8 }).map(String), { maxLength: 4 });
const desired = fc.constantFrom('running' as const, 'stopped' as const, 'removed' as const);
const error = { code: 'port-taken', message: 'no', launch: '' } as const;

const hashOf = (hostId: string, which: string) => (which === 'right' ? `session of ${hostId}` : 'of nobody');

function command<T>(
  name: string,
  given: fc.Arbitrary<T>,
  run: (pool: pg.Pool, given: T) => Promise<unknown>,
) {
  return given.map(
    (values): Command => ({
      name: `${name} ${JSON.stringify(values)}`,
      run: (pool) => run(pool, values),
    }),
  );
}

const within = (pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>) =>
  inTransaction(pool, work);

function assignment(unitId: string, at: number) {
  const names = { stackId: 'stk_a', stackName: 'web', serviceId: 'svc_a', serviceName: 'nginx' };
  const plan = { index: 1, revision: 1, generation: at, desired: 'running' as const, restartCount: 0 };
  return { unitId, environmentId: ENVIRONMENT, ...names, ...plan, containers: [] };
}

const queue = [
  command('opens a session', host, (pool, hostId) =>
    within(pool, async (client) => {
      const labels = { zone: 'a' };
      const rest = { agentVersion: '1', protocol: 1, labels, commandLabels: labels };
      const sessionHash = hashOf(hostId, 'right');
      await writeSession(client, { hostId, sessionHash, ...rest, automaticLabels: null, facts: null });
      await releaseHostLeases(client, hostId);
    }),
  ),
  command(
    'queues',
    fc.array(fc.tuple(unit, generation, host), { minLength: 1, maxLength: 3 }),
    (pool, jobs) =>
      within(pool, (client) =>
        enqueueJobs(
          client,
          jobs.map(([unitId, at, hostId]) => ({
            environmentId: ENVIRONMENT,
            hostId,
            unitId,
            generation: at,
            assignment: assignment(unitId, at),
          })),
        ),
      ),
  ),
  command('claims', fc.tuple(host, session, fc.integer({ min: 1, max: 4 })), (pool, [hostId, which, max]) =>
    claimJobs(pool, { hostId, sessionHash: hashOf(hostId, which), max, leaseMs: LEASE_MS }),
  ),
  command('gives back', jobIds, (pool, ids) => releaseJobs(pool, ids)),
  command('expires leases', fc.constant(100), (pool, max) => expireLeases(pool, max)),
  command('renews', jobIds, (pool, ids) => within(pool, (client) => renewLeases(client, ids, LEASE_MS))),
  command('completes', jobIds, (pool, ids) => within(pool, (client) => completeJobs(client, ids))),
  command('fails', fc.tuple(jobIds, unit, generation, host), (pool, [ids, unitId, at, hostId]) =>
    within(pool, (client) =>
      failJobs(
        client,
        hostId,
        ids.map((jobId) => ({ jobId, unitId, generation: at, attempts: 2, error })),
      ),
    ),
  ),
  command('ends jobs of', fc.uniqueArray(unit), (pool, ids) =>
    within(pool, (client) => endJobsOfUnits(client, ids)),
  ),
  command('looks at the head', fc.tuple(host, session), (pool, [hostId, which]) =>
    readQueueHead(pool, hostId, hashOf(hostId, which)),
  ),
];

const plan = [
  command('advances', fc.nat({ max: 3 }), (pool, parent) =>
    within(pool, (client) => advancePlan(client, ENVIRONMENT, parent)),
  ),
  command('places', fc.tuple(unit, host, fc.integer({ min: 1, max: 9 })), (pool, [id, hostId, index]) =>
    within(pool, async (client) => {
      const known = await readHostUnits(client, hostId, [id]);
      const elsewhere = await readHostUnits(client, hostId === 'hst_a' ? 'hst_b' : 'hst_a', [id]);
      if ([...known, ...elsewhere].some(({ unitId }) => unitId === id)) return;
      const place = { serviceId: 'svc_a', hostId, revisionId: 'rev_a', index, createIndex: index };
      const rest = { generation: 1, desired: 'running' as const, restartCount: 0 };
      const row = {
        id,
        environmentId: ENVIRONMENT,
        ...place,
        ...rest,
        createdAt: '2026-01-01T00:00:00.000Z',
      };
      await placeUnits(
        client,
        [row],
        [{ id: `ins_${id}`, unitId: id, launch: '', name: `web-nginx-${index}` }],
      );
    }),
  ),
  command(
    'changes',
    fc.tuple(unit, generation, desired, fc.boolean(), fc.constantFrom(...REVISIONS)),
    (pool, [id, at, what, lost, revisionId]) =>
      within(pool, (client) =>
        changeUnits(client, [
          { id, generation: at, desired: what, revisionId, restartCount: at, recreateCount: 0, lost },
        ]),
      ),
  ),
  command('closes', unit, (pool, id) => within(pool, (client) => forgetUnits(client, [id]))),
  command('raises', fc.tuple(host, unit, generation), (pool, [hostId, unitId, at]) =>
    within(pool, (client) => raiseGenerations(client, ENVIRONMENT, hostId, [{ unitId, generation: at }])),
  ),
  command(
    'moves a host',
    fc.tuple(
      host,
      fc.constantFrom('active', 'reconnecting'),
      fc.constantFrom('reconnecting', 'disconnected'),
    ),
    (pool, [id, from, to]) => within(pool, (client) => writeHostStates(client, [{ id, from, to }])),
  ),
  command('reads a host', fc.tuple(host, fc.uniqueArray(unit)), async (pool, [hostId, ids]) => ({
    units: (await readHostUnits(pool, hostId, ids)).toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1)),
    sources: await readAssignmentSources(pool, hostId, ids),
  })),
];

const ingest = [
  command(
    'beats',
    fc.tuple(host, session, fc.nat({ max: 5 }), fc.boolean()),
    (pool, [hostId, which, sequence, up]) =>
      recordHeartbeat(pool, { hostId, sessionHash: hashOf(hostId, which), sequence, engineReachable: up }),
  ),
  command('observes', fc.tuple(host, fc.nat({ max: 5 }), fc.boolean(), fc.boolean()), (pool, given) =>
    within(pool, async (client) => {
      const [hostId, sequence, engineReachable, listed] = given;
      const none = { facts: null, address: null, automaticLabels: null };
      const ports = { foreignPorts: null, foreignContainerCount: sequence };
      await writeHostObservation(client, { hostId, sequence, engineReachable, listed, ...none, ...ports });
      return lockReportingHost(client, hostId);
    }),
  ),
  command(
    'sees',
    fc.tuple(unit, generation, fc.boolean(), fc.boolean(), fc.boolean()),
    (pool, [id, at, present, converged, fails]) =>
      within(pool, (client) =>
        writeUnitChanges(client, [
          { id, present, generation: at, converged, error: fails ? error : null, errorIsNew: fails },
        ]),
      ),
  ),
  command('reads for a report', fc.tuple(host, fc.option(fc.uniqueArray(unit))), (pool, [hostId, ids]) =>
    within(pool, (client) => readRecordedUnits(client, hostId, ids)),
  ),
  command('takes a snapshot', fc.constant(ENVIRONMENT), (pool, id) => readSnapshotRows(pool, id)),
];

/** Far from every deadline in the queue, however slow the machine is: a lease is 60 s, a failed job waits for two. */
export interface Pause {
  readonly name: string;
  readonly pauseMs: number;
}
const pause = fc
  .constantFrom(40_000, 70_000)
  .map((pauseMs): Pause => ({ name: `waits ${pauseMs}`, pauseMs }));

export const stepsArbitrary: fc.Arbitrary<(Command | Pause)[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.oneof(...queue) },
    { weight: 3, arbitrary: fc.oneof(...plan) },
    { weight: 2, arbitrary: fc.oneof(...ingest) },
    { weight: 1, arbitrary: pause },
  ),
  { minLength: 10, maxLength: 45, size: 'max' },
);
