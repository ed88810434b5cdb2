import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docker } from '../../lab/harness/lab.ts';
import { run } from '../../lab/harness/run.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import { errorDetailOf } from '../../server/client/index.ts';
import { survive, tellTime } from './aftermath.ts';
import { type Cluster, onEngines, openCluster } from './cluster.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const MOUNT_TIMEOUT_MS = 20_000;
/** The image of the agent, PostgreSQL's files and some room. */
const DISK = '700m';
const SCALE = 4;
/** A change of this size cannot be made smaller by PostgreSQL; so many are more than it can have set aside. */
const CHANGE_BYTES = 45_000;
const CHANGES_MAX = 3_000;
/** Too little for a page or two of PostgreSQL's files. */
const LEFT_BYTES_MAX = 16_384;

let directory: string;
let cluster: Cluster;
let work: Workload;
beforeAll(async () => {
  // Not below a closed directory: the database would be put elsewhere then, where there is room.
  directory = await mkdtemp('/var/tmp/drover-small-');
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=755`, 'drover-small', directory], {
    timeoutMs: MOUNT_TIMEOUT_MS,
  });
  await run('chmod', ['755', directory], { timeoutMs: MOUNT_TIMEOUT_MS });
  cluster = await openCluster(2, { dataDir: join(directory, 'server') });
  work = await Workload.create(cluster, 'full', { scale: SCALE });
  await work.waitForRunning(SCALE);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await free();
  await cluster?.close().catch(() => undefined);
  await run('umount', ['-l', directory], { timeoutMs: MOUNT_TIMEOUT_MS });
  await rm(directory, { recursive: true, force: true });
}, TEST_TIMEOUT_MS);

const filler = () => join(directory, 'filler');

async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

async function fill(): Promise<void> {
  await run('fallocate', ['-l', String(await freeBytes()), filler()], { timeoutMs: MOUNT_TIMEOUT_MS });
  expect(await freeBytes()).toBeLessThan(LEFT_BYTES_MAX);
}

async function free(): Promise<void> {
  await rm(filler(), { force: true });
}

describe('the disk of the server is full', { timeout: TEST_TIMEOUT_MS }, () => {
  test('ChangesUntilRefused: refused clearly and wholly; agents keep all running; freed, everything works', async () => {
    const { client, environmentId } = cluster;
    const before = (await onEngines(cluster.hosts, 'full')).map((one) => one.id);
    const { id: stackId } = await client.stacks.create.mutate({ environmentId, name: 'big' });
    const addService = async (count: number) => {
      const environment = { BLOB: randomBytes(CHANGE_BYTES).toString('base64') };
      const spec = { launch: { image: 'web:v1', environment } };
      const input = { environmentId, stackId, name: `s${count}`, scale: 0, spec };
      return (await client.services.create.mutate(input)).id;
    };
    const accepted: string[] = [];
    const refusals = new Set<string>();
    await survive(cluster, {
      title: 'disk of the server full',
      wanted: [{ work, scale: SCALE + 2 }],
      story: [{ work, kinds: ['service.scaled', 'unit.placed', 'container.started'] }],
      happens: async () => {
        await fill();
        const begun = performance.now();
        for (let count = 0; count < CHANGES_MAX && refusals.size === 0; count++) {
          try {
            accepted.push(await addService(count));
          } catch (error) {
            refusals.add(errorDetailOf(error)?.code ?? String(error));
          }
        }
        tellTime(
          `disk of the server full: ${accepted.length} changes until refused`,
          performance.now() - begun,
        );
        expect([...refusals], 'said clearly').toEqual(['unavailable']);
        const [victim] = await onEngines(cluster.hosts, 'full');
        const host = cluster.hosts.find((one) => one.name === victim?.host);
        if (!victim || !host) throw new Error('nothing to break');
        await docker(host, 'kill', victim.id);
        await waitUntil(
          async () => (await onEngines([host], 'full')).some((one) => one.id === victim.id && one.running),
          { timeoutMs: 20_000, what: 'the agent to heal without the server' },
        );
        await free();
        await waitUntil(async () => (await fetch(`${cluster.server().url}/api/health/ready`)).ok, {
          timeoutMs: 60_000,
          what: 'the server to be ready again, by itself',
        });
        process.kill(cluster.server().pid, 0);
        await work.scale(SCALE + 2);
      },
    });
    const { services } = await client.stacks.get.query({ environmentId, stackId });
    const present = services.map((service) => service.id);
    expect(present, 'nothing that was accepted is lost').toEqual(expect.arrayContaining(accepted));
    // The end of a connection may hide that a change was made; then it was made as a whole.
    expect(present.length - accepted.length, 'what was refused').toBeLessThanOrEqual(1);
    for (const serviceId of present.slice(-3)) {
      expect(await client.services.revisions.query({ environmentId, serviceId })).toHaveLength(1);
    }
    await client.stacks.remove.mutate({ environmentId, stackId });
    expect((await onEngines(cluster.hosts, 'full')).map((one) => one.id)).toEqual(
      expect.arrayContaining(before),
    );
  });
});
