import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventKind } from '../../server/schemas/event.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type DemoStack, deployDemo } from './demo-stack.ts';
import { tellTime, underTraffic } from './destructive.ts';
import { latestEventId, waitForStory } from './story.ts';
import { expectWhole } from './whole.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const FRONT_SCALE = 3;

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
});
