import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Assignment } from '../../../agent/protocol/assignment.ts';
import type { ReportInput } from '../../../agent/protocol/messages.ts';
import type { HostFacts, UnitObservation } from '../../../agent/protocol/observation.ts';
import { openBackups } from '../../backup/open-backups.ts';
import type { Database } from '../../db/client.ts';
import type { ChangeNote } from '../../db/notify.ts';
import type { Bus } from '../../events/bus.ts';
import { systemClock } from '../../lib/clock.ts';
import { parseEnv } from '../../lib/env.ts';
import { logger } from '../../lib/logger.ts';
import type { ServerDeps } from '../../main/deps.ts';
import { serviceSpecSchema } from '../../schemas/service.ts';

/*
 * A small world for database tests: an environment with hosts, a stack and a service, written as rows, and the messages
 * an agent would send about them.
 */

export const TOKEN = 'token-for-tests-0123456789';

export const FACTS: HostFacts = {
  hostname: 'worker-1',
  address: '10.0.0.5',
  operatingSystem: 'Debian GNU/Linux 12',
  kernelVersion: '6.1.0-13-amd64',
  dockerVersion: '20.10.24+dfsg1',
  architecture: 'x86_64',
  milliCpu: 2000,
  memoryBytes: 4_000_000_000,
  storageDriver: 'overlay2',
};

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Delivers by hand what NOTIFY would. */
export interface HandBus extends Bus {
  jobs(hostId: string): void;
}

export function createHandBus(): HandBus {
  const listeners = new Set<(hostId: string) => void>();
  const silent = (_: (note: ChangeNote) => void) => () => undefined;
  return {
    onWake: () => () => undefined,
    onJobs(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onChanges: silent,
    onResync: () => () => undefined,
    close: async () => undefined,
    jobs(hostId) {
      for (const listener of listeners) listener(hostId);
    },
  };
}

export function testDeps(database: Database, bus: Bus): ServerDeps {
  const quiet = logger.child({}, { level: 'silent' });
  const base = {
    database,
    bus,
    clock: systemClock,
    logger: quiet,
    env: parseEnv({ DROVER_DATA_DIR: '/nonexistent' }),
  };
  return { ...base, backups: openBackups(base) };
}

export interface TestKeys {
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function newKeys(): TestKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), privateKey };
}

export function signOpening(keys: TestKeys, serverId: string, hostId: string, nonce: string): string {
  const text = `drover-session:${serverId}:${hostId}:${nonce}`;
  return sign(null, Buffer.from(text), keys.privateKey).toString('base64');
}

/**
 * The pool counts as ended before its last connections have closed, and dropping the database then ends them with an
 * error that is of no interest any more.
 */
export async function closeQuietly(database: Database): Promise<void> {
  database.pool.removeAllListeners('error');
  database.pool.on('error', () => undefined);
  await database.close();
}

/** Takes everything out of the database again; a file's tests share one. */
export async function clear({ pool }: Database): Promise<void> {
  await pool.query(
    'truncate "Environment", "Host", "Unit", "Job", "Event", "Audit", "EnrolmentToken" cascade',
  );
}

export async function seedEnvironment({ pool }: Database): Promise<void> {
  await pool.query(`insert into "Environment" (id, name) values ('env_a', 'Default')`);
  await pool.query(
    `insert into "EnrolmentToken" (id, "environmentId", "tokenHash", "expiresAt")
     values ('ent_a', 'env_a', $1, now() + interval '1 hour')`,
    [sha256(TOKEN)],
  );
}

/** An active host whose session token is its id, listed and in good order. */
export async function seedHost({ pool }: Database, id: string): Promise<void> {
  await pool.query(
    `insert into "Host" (id, "environmentId", "machineId", name, "publicKey", state, "sessionHash", "sessionOpenedAt",
       "lastSeenAt", "observedAt", "engineReachable", facts)
     values ($1, 'env_a', $1, $1, 'no-key', 'active', $2, now() - interval '1 minute', now(), now(), true, $3)`,
    [id, sha256(id), JSON.stringify(FACTS)],
  );
}

export async function seedService({ pool }: Database, scale: number): Promise<void> {
  await pool.query(`insert into "Stack" (id, "environmentId", name) values ('stk_a', 'env_a', 'web')`);
  await pool.query(
    `insert into "Service" (id, "environmentId", "stackId", name, scale)
     values ('svc_a', 'env_a', 'stk_a', 'nginx', $1)`,
    [scale],
  );
  const spec = serviceSpecSchema.parse({ launch: { image: 'nginx:1.27' } });
  await pool.query(
    `insert into "Revision" (id, "serviceId", number, spec) values ('rev_a', 'svc_a', 1, $1)`,
    [JSON.stringify(spec)],
  );
}

/** A unit of the seeded service with its instance, and no job. */
export async function seedUnit({ pool }: Database, id: string, hostId: string, index = 1): Promise<void> {
  await pool.query(
    `insert into "Unit" (id, "environmentId", "serviceId", "hostId", "revisionId", index, "createIndex", generation,
       desired)
     values ($1, 'env_a', 'svc_a', $2, 'rev_a', $3, $3, 1, 'running')`,
    [id, hostId, index],
  );
  await pool.query(`insert into "Instance" (id, "unitId", launch, name) values ($1, $2, '', $3)`, [
    `ins_${id}`,
    id,
    `web-nginx-${index}`,
  ]);
}

/** Enough of an assignment for what only passes it on. */
export function assignmentOf(unitId: string, generation = 1): Assignment {
  return {
    unitId,
    environmentId: 'env_a',
    stackId: 'stk_a',
    stackName: 'web',
    serviceId: 'svc_a',
    serviceName: 'nginx',
    index: 1,
    revision: 1,
    generation,
    desired: 'running',
    restartCount: 0,
    containers: [],
  };
}

export async function seedJob(
  { pool }: Database,
  unitId: string,
  hostId: string,
  generation = 1,
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into "Job" ("environmentId", "hostId", key, generation, payload) values ('env_a', $1, $2, $3, $4)
     returning id`,
    [hostId, unitId, generation, JSON.stringify(assignmentOf(unitId, generation))],
  );
  return rows[0]?.id ?? '';
}

export function observation(unitId: string, change: Partial<UnitObservation> = {}): UnitObservation {
  const container = {
    launch: '',
    dockerId: `docker-${unitId}`,
    state: 'running' as const,
    specHash: 'hash',
    startedAt: '2026-11-21T00:00:00.000Z',
    ipAddress: '172.17.0.2',
    exitCode: null,
    facts: null,
  };
  return {
    unitId,
    generation: 1,
    converged: true,
    containers: [container],
    error: null,
    healed: [],
    ...change,
  };
}

export function report(sequence: number, change: Partial<ReportInput> = {}): ReportInput {
  return {
    sequence,
    full: false,
    engineReachable: true,
    units: [],
    failures: [],
    facts: null,
    foreignPorts: null,
    foreignContainerCount: null,
    ...change,
  };
}
