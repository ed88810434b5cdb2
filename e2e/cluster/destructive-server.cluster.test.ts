import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineApi } from '../../lab/harness/engine-api.ts';
import { stopServer } from '../../lab/harness/server-process.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { EventKind } from '../../server/schemas/event.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type DemoStack, deployDemo } from './demo-stack.ts';
import { hostNamed, tellTime, underTraffic } from './destructive.ts';
import { latestEventId, waitForStory } from './story.ts';
import { expectWhole } from './whole.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const FRONT_SCALE = 3;
const RETURN_TIMEOUT_MS = 60_000;

let cluster: Cluster;
let demo: DemoStack;
beforeAll(async () => {
  cluster = await openCluster(3);
  demo = await deployDemo(cluster);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

async function expectDemo(nginxScale: number): Promise<void> {
  await expectWhole(cluster, [
    { work: demo.nginx, scale: nginxScale },
    { work: demo.front, scale: FRONT_SCALE },
  ]);
}

async function containerIds(): Promise<string[]> {
  const containers = [...(await demo.nginx.onEngines()), ...(await demo.front.onEngines())];
  return containers.map((one) => one.id).sort();
}

/** All that a person sees of the stack: names, indices, hosts, revisions, addresses, start times. */
async function shown() {
  const { client, environmentId } = cluster;
  const { services } = await client.stacks.get.query({ environmentId, stackId: demo.stackId });
  const hosts = await client.hosts.list.query({ environmentId });
  return { services, hosts: hosts.map(({ id, name, state, labels }) => ({ id, name, state, labels })) };
}

/** Container id → when its engine started it. */
async function startTimes(): Promise<Record<string, string>> {
  const containers = [...(await demo.nginx.onEngines()), ...(await demo.front.onEngines())];
  const entries = containers.map(async ({ host, id }) => {
    const info = await engineApi(hostNamed(cluster, host)).getContainer(id).inspect();
    return [id, info.State.StartedAt] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Server and PostgreSQL end in the same moment, and neither says goodbye. */
async function cutPower(): Promise<void> {
  const file = join(cluster.dataDir(), 'postgres/cluster/postmaster.pid');
  const postmaster = Number.parseInt(await readFile(file, 'utf8'), 10);
  const killed = cluster.server().kill();
  await stopServer(postmaster, 'SIGKILL');
  await killed;
}

describe('destructive tests 1 and 3: the server goes and comes', { timeout: TEST_TIMEOUT_MS }, () => {
  test.each([
    ['SIGTERM', 'stop'],
    ['kill -9', 'kill'],
  ] as const)(
    '1 ServerEnded_%s: a change made just before is finished, one made afterwards is done',
    async (signal, end) => {
      const title = `destructive 1 (${signal})`;
      await underTraffic(title, cluster.hosts, async () => {
        const before = await containerIds();
        const since = await latestEventId(cluster);
        await demo.nginx.scale(13);
        await cluster.server()[end]();
        const stopped = performance.now();
        await cluster.startServerAgain();
        const ready = performance.now();
        await demo.nginx.waitForRunning(13);
        tellTime(`${title}: start → ready`, ready - stopped);
        tellTime(`${title}: ready → the change made before the end is finished`, performance.now() - ready);
        expect(await containerIds(), 'nothing that ran was touched').toEqual(expect.arrayContaining(before));
        const asked = performance.now();
        await demo.nginx.scale(10);
        await demo.nginx.waitForRunning(10);
        tellTime(`${title}: scale 13 → 10 afterwards`, performance.now() - asked);
        await expectDemo(10);
        expect(await containerIds()).toEqual(before);
        const story: EventKind[] = [
          'service.scaled',
          'unit.placed',
          'container.started',
          'service.scaled',
          'unit.removed',
        ];
        await waitForStory(cluster, since, { serviceId: demo.nginx.serviceId }, story);
      });
    },
  );

  test.each([
    ['stopped', 'next', async () => cluster.server().stop()],
    ['power cut', 'last', cutPower],
  ] as const)(
    '3 ServerGone_DatabaseDirectoryKept_%s: a new server on it knows all, agents return, nothing restarts',
    async (how, name, end) => {
      const title = `destructive 3 (${how})`;
      await underTraffic(title, cluster.hosts, async () => {
        const before = await shown();
        const started = await startTimes();
        await end();
        // A short name: PostgreSQL's socket lies below it, and a longer path than 107 bytes would put it elsewhere.
        const place = join(dirname(cluster.dataDir()), name);
        await mkdir(place);
        await rename(join(cluster.dataDir(), 'postgres'), join(place, 'postgres'));
        const begun = performance.now();
        const beganAt = new Date().toISOString();
        await cluster.startServerAgain(place);
        tellTime(`${title}: start → ready`, performance.now() - begun);
        await waitUntil(
          async () => {
            const hosts = await cluster.client.hosts.list.query({ environmentId: cluster.environmentId });
            return hosts.every((one) => one.state === 'active' && (one.lastSeenAt ?? '') > beganAt);
          },
          { timeoutMs: RETURN_TIMEOUT_MS, what: 'all agents to be back', everyMs: 50 },
        );
        tellTime(`${title}: start → all agents back by themselves`, performance.now() - begun);
        await expectDemo(10);
        expect(await shown()).toEqual(before);
        expect(await startTimes()).toEqual(started);
        const asked = performance.now();
        await demo.nginx.scale(11);
        await demo.nginx.waitForRunning(11);
        tellTime(`${title}: scale 10 → 11 afterwards`, performance.now() - asked);
        await demo.nginx.scale(10);
        await expectDemo(10);
      });
    },
  );
});
