import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docker } from '../../lab/harness/lab.ts';
import { run } from '../../lab/harness/run.ts';
import type { EventKind } from '../../server/schemas/event.ts';
import { type Cluster, type EngineContainer, openCluster } from './cluster.ts';
import { type DemoStack, deployDemo } from './demo-stack.ts';
import { hostNamed, tellTime, underTraffic, waitForSuccessor } from './destructive.ts';
import { latestEventId, waitForStory } from './story.ts';
import { expectWhole } from './whole.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const NGINX_SCALE = 10;
const DROVER = fileURLToPath(new URL('../../bin/drover', import.meta.url));
const COMMAND_TIMEOUT_MS = 60_000;
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

async function expectDemo(): Promise<void> {
  await expectWhole(cluster, [
    { work: demo.nginx, scale: NGINX_SCALE },
    { work: demo.front, scale: FRONT_SCALE },
  ]);
}

async function containerAt(work: Workload, index: number): Promise<EngineContainer> {
  const found = (await work.onEngines()).find((one) => one.name === work.nameOf(index));
  if (!found) throw new Error(`No engine has ${work.nameOf(index)}.`);
  return found;
}

/** What every engine has but this one; nothing else may have been touched. */
async function idsBeside(victim: EngineContainer): Promise<string[]> {
  const all = [...(await demo.nginx.onEngines()), ...(await demo.front.onEngines())];
  return all.filter((one) => one.name !== victim.name).map((one) => one.id);
}

/** As the console does it: by the container that its pages show under this name. */
async function deleteInConsole(name: string): Promise<void> {
  const { client, environmentId } = cluster;
  const shown = (await client.containers.list.query({ environmentId })).find((one) => one.name === name);
  if (!shown) throw new Error(`The console shows no ${name}.`);
  await client.containers.remove.mutate({ environmentId, containerId: shown.id });
}

describe('destructive tests 5 and 6: containers go', { timeout: TEST_TIMEOUT_MS }, () => {
  test('5 DeletedInConsole: replaced on its host under the same name and index, and nothing else', async () => {
    const title = 'destructive 5';
    await underTraffic(title, cluster.hosts, async () => {
      const victim = await containerAt(demo.nginx, 4);
      const others = await idsBeside(victim);
      const since = await latestEventId(cluster);
      const begun = performance.now();
      await deleteInConsole(victim.name);
      await waitForSuccessor(hostNamed(cluster, victim.host), victim);
      tellTime(`${title}: deleted in the console → running`, performance.now() - begun);
      await expectDemo();
      expect(await idsBeside(victim)).toEqual(others);
      const scope = { serviceId: demo.nginx.serviceId };
      const kinds: EventKind[] = ['container.removing', 'unit.changed', 'container.started'];
      const [asked, changed] = await waitForStory(cluster, since, scope, kinds);
      expect(changed).toMatchObject({ causeId: asked?.id, params: { cause: 'recreate' } });
    });
  });

  test('5 DeletedByCommand: drover rm with the name of a container says and does the same', async () => {
    const victim = await containerAt(demo.nginx, 6);
    const others = await idsBeside(victim);
    const begun = performance.now();
    const env = {
      DROVER_CONFIG: join(cluster.dataDir(), 'cli.json'),
      DROVER_URL: cluster.server().url,
      DROVER_KEY: cluster.key,
    };
    const said = await run(DROVER, ['rm', victim.name, '--wait'], { timeoutMs: COMMAND_TIMEOUT_MS, env });
    tellTime('destructive 5 (drover rm --wait): asked → said to be as asked', performance.now() - begun);
    expect(said).toContain(`${victim.name} is being removed; a new one takes its place.`);
    await waitForSuccessor(hostNamed(cluster, victim.host), victim);
    await expectDemo();
    expect(await idsBeside(victim)).toEqual(others);
  });

  test('5 SidekickDeletedInConsole: the sidekick alone is replaced', async () => {
    const sidekicks = [{ name: 'log', launch: { image: 'web:v1' } }];
    const work = await Workload.create(cluster, 'pair', { scale: 2, spec: { sidekicks } });
    await work.waitFor('both units running', (service) => service.runningCount === 2);
    const before = await work.onEngines();
    const victim = before.find((one) => one.name === 'pair-web-log-2');
    if (!victim) throw new Error(`No sidekick among ${before.map((one) => one.name).join(', ')}.`);
    const begun = performance.now();
    await deleteInConsole(victim.name);
    await waitForSuccessor(hostNamed(cluster, victim.host), victim);
    tellTime('destructive 5 (sidekick): deleted in the console → running', performance.now() - begun);
    await work.waitFor('as asked', (service) => service.reason === null);
    const kept = (await work.onEngines()).filter((one) => one.name !== victim.name);
    expect(kept).toEqual(before.filter((one) => one !== victim));
    await work.remove();
    await expectDemo();
  });

  test.each([
    ['nginx', () => demo.nginx, 7],
    ['front', () => demo.front, 2],
  ] as const)('6 DockerRm_%s: it runs again on its host under the same name', async (what, work, index) => {
    const title = `destructive 6 (${what})`;
    const victim = await containerAt(work(), index);
    const host = hostNamed(cluster, victim.host);
    // Front itself is taken away on its host, by the test and not by Drover.
    const whole = what === 'front' ? cluster.hosts.filter((one) => one !== host) : cluster.hosts;
    await underTraffic(title, whole, async () => {
      const others = await idsBeside(victim);
      const since = await latestEventId(cluster);
      const begun = performance.now();
      await docker(host, 'rm', '-f', victim.id);
      tellTime(`${title}: docker rm -f itself took`, performance.now() - begun);
      await waitForSuccessor(host, victim);
      tellTime(`${title}: docker rm -f → running`, performance.now() - begun);
      await expectDemo();
      expect(await idsBeside(victim)).toEqual(others);
      await waitForStory(cluster, since, { serviceId: work().serviceId }, ['container.healed']);
    });
  });

  test('6 DockerRm_ServerAway: it runs again without a server, which is told afterwards', async () => {
    const title = 'destructive 6 (server away)';
    await underTraffic(title, cluster.hosts, async () => {
      const victim = await containerAt(demo.nginx, 2);
      const host = hostNamed(cluster, victim.host);
      const others = await idsBeside(victim);
      const since = await latestEventId(cluster);
      await cluster.server().stop();
      const begun = performance.now();
      await docker(host, 'rm', '-f', victim.id);
      const successor = await waitForSuccessor(host, victim);
      tellTime(`${title}: docker rm -f → running`, performance.now() - begun);
      await cluster.startServerAgain();
      await expectDemo();
      expect((await containerAt(demo.nginx, 2)).id).toBe(successor);
      expect(await idsBeside(victim)).toEqual(others);
      const scope = { serviceId: demo.nginx.serviceId };
      const [healed] = await waitForStory(cluster, since, scope, ['container.healed']);
      expect(healed?.params).toMatchObject({ name: victim.name, host: victim.host, cause: 'removed' });
    });
  });
});
