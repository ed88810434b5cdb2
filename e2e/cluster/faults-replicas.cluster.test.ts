import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpProxy, openProxy } from '../../lab/harness/http-proxy.ts';
import { type ExternalPostgres, startExternalPostgres } from '../../lab/harness/postgres.ts';
import { type ServerProcess, startServer } from '../../lab/harness/server-process.ts';
import { createDroverClient } from '../../server/client/index.ts';
import { lasts, survive, tellTime } from './aftermath.ts';
import { type Cluster, onEngines, openCluster, PORT } from './cluster.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const SECOND_PORT = PORT + 1;
/** Where hosts and people reach whichever replica is there. */
const FRONT_PORT = PORT + 2;
const SCALE = 3;
const UP_TO = 20;
const KILL_AFTER_MS = 1_200;

let postgres: ExternalPostgres;
let front: HttpProxy;
let directory: string;
let second: ServerProcess;
let cluster: Cluster;
let work: Workload;
/** The replica that the front sends everything to; hosts are spread when it is null. */
let only: number | null = null;
let turn = 0;

const startSecond = (publicUrl: string): Promise<ServerProcess> =>
  startServer({
    dataDir: join(directory, 'second'),
    port: SECOND_PORT,
    publicUrl,
    env: { DATABASE_URL: postgres.url },
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-replicas-'));
  postgres = await startExternalPostgres();
  front = await openProxy({
    listen: { host: '0.0.0.0', port: FRONT_PORT },
    target: () => ({ host: '127.0.0.1', port: only ?? (turn++ % 2 === 0 ? PORT : SECOND_PORT) }),
  });
  only = PORT;
  cluster = await openCluster(3, {
    env: { DATABASE_URL: postgres.url },
    databaseDirectory: postgres.socketDirectory,
    publicUrl: (address) => `http://${address}:${FRONT_PORT}`,
  });
  second = await startSecond(cluster.publicUrl);
  only = null;
  work = await Workload.create(cluster, 'rep', { scale: SCALE });
  await work.waitForRunning(SCALE);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await second?.stop().catch(() => undefined);
  await cluster?.close();
  await front?.close();
  await postgres?.stop();
  await rm(directory, { recursive: true, force: true });
}, TEST_TIMEOUT_MS);

async function restartSecond(): Promise<void> {
  second = await startSecond(cluster.publicUrl);
}

const ids = async () => (await onEngines(cluster.hosts, 'rep')).map((one) => one.id).sort();

describe('two replicas on one external PostgreSQL', { timeout: TEST_TIMEOUT_MS }, () => {
  test('BothThere_Scaled: both answer the same, the work is done once', async () => {
    const before = await ids();
    await survive(cluster, {
      title: 'two replicas, none lost',
      wanted: [{ work, scale: UP_TO }],
      happens: () => work.scale(UP_TO),
    });
    expect(await ids()).toEqual(expect.arrayContaining(before));
    const other = createDroverClient({ url: second.url, key: cluster.key });
    expect((await other.services.get.query(work.ref())).runningCount).toBe(UP_TO);
    await work.scale(SCALE);
    await work.waitForRunning(SCALE);
  });

  test.each([
    ['first', () => cluster.server(), SECOND_PORT, () => cluster.startServerAgain()],
    ['second', () => second, PORT, restartSecond],
  ] as const)(
    'ReplicaKilledMidScale_the %s: the other finishes it',
    async (name, victim, survivor, restart) => {
      const before = await ids();
      const client = createDroverClient({ url: `http://127.0.0.1:${survivor}`, key: cluster.key });
      await survive(
        { ...cluster, client },
        {
          title: `the ${name} of two replicas killed mid-scale`,
          wanted: [{ work: Workload.of({ ...cluster, client }, work), scale: UP_TO }],
          story: [{ work, kinds: ['service.scaled', 'unit.placed', 'container.started'] }],
          happens: async () => {
            await createDroverClient({ url: victim().url, key: cluster.key }).services.scale.mutate({
              ...work.ref(),
              scale: UP_TO,
            });
            await lasts(KILL_AFTER_MS, performance.now());
            await victim().kill();
            only = survivor;
          },
        },
      );
      expect(await ids()).toEqual(expect.arrayContaining(before));
      const begun = performance.now();
      await restart();
      only = null;
      tellTime(`the ${name} of two replicas: back`, performance.now() - begun);
      await work.scale(SCALE);
      await work.waitForRunning(SCALE);
    },
  );
});
