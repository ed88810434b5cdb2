import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { agentCommandOf } from '../../lab/harness/agent-command.ts';
import { docker, type LabHost, lab, shell } from '../../lab/harness/lab.ts';
import type { ServiceDetail } from '../../server/schemas/service.ts';
import { type Cluster, type EngineContainer, openCluster } from './cluster.ts';
import { queryDatabase } from './database.ts';
import { type DemoStack, deployDemo } from './demo-stack.ts';
import { tellTime, underTraffic } from './destructive.ts';
import { viewOf, waitForHostState } from './host-view.ts';
import { latestEventId, waitForStory } from './story.ts';
import { expectWhole } from './whole.ts';
import type { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const NGINX_SCALE = 10;
const FRONT_SCALE = 3;
const HEARTBEAT_MS = 1_000;
const DISCONNECT_AFTER_MS = 12_000;
/** What the server may take to notice, on a busy machine. */
const NOTICE_MS = 5_000;

let cluster: Cluster;
let demo: DemoStack;
let host: LabHost;
let agentCommand = '';
beforeAll(async () => {
  cluster = await openCluster(3, {
    env: {
      DROVER_HEARTBEAT_MS: String(HEARTBEAT_MS),
      DROVER_DISCONNECT_AFTER_MS: String(DISCONNECT_AFTER_MS),
    },
  });
  demo = await deployDemo(cluster);
  const last = cluster.hosts.at(-1);
  if (!last) throw new Error('The lab has no host.');
  host = last;
  agentCommand = await agentCommandOf(host);
}, OPEN_TIMEOUT_MS);
afterEach(async () => {
  // A test that failed half-way must not take the next one with it.
  if ((await docker(host, 'ps', '-aq', '--filter', 'name=^drover-agent$')) === '') await startAgent();
});
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

async function startAgent(): Promise<void> {
  await shell(host, agentCommand);
}

async function expectDemo(): Promise<void> {
  await expectWhole(cluster, [
    { work: demo.nginx, scale: NGINX_SCALE },
    { work: demo.front, scale: FRONT_SCALE },
  ]);
}

async function onHost(work: Workload): Promise<EngineContainer[]> {
  return (await work.onEngines()).filter((one) => one.host === host.name);
}

/** Jobs that a host has taken and nobody has heard of since. */
async function leasedJobs(): Promise<number> {
  const sql = `select j.id from "Job" j join "Host" h on h.id = j."hostId"
    where h.address = '${host.address}' and j.state = 'leased'`;
  return (await queryDatabase(cluster, sql)).length;
}

/** As many as wanted run, and all of them on other hosts. */
function runsElsewhere(work: Workload, count: number): Promise<ServiceDetail> {
  return work.waitFor(`${count} running on other hosts`, (service) => {
    const running = service.units.filter((unit) => unit.state === 'running');
    return running.length === count && running.every((unit) => unit.hostName !== host.name);
  });
}

describe('destructive tests 4 and 7: the agent goes and comes', { timeout: TEST_TIMEOUT_MS }, () => {
  test('4 AgentRemoved: containers go on, nothing is dispatched there, and its return heals all', async () => {
    const title = 'destructive 4';
    // The host whose agent goes serves on, so it is visited too.
    await underTraffic(title, cluster.hosts, async () => {
      const { id: hostId } = await viewOf(cluster, host);
      const front = await onHost(demo.front);
      const nginx = await onHost(demo.nginx);
      const since = await latestEventId(cluster);
      const begun = performance.now();
      await lab('rm-agent', host.number);
      await waitForHostState(cluster, host, 'reconnecting');
      const silent = performance.now() - begun;
      tellTime(`${title}: agent removed → reconnecting`, silent);
      expect(silent).toBeLessThan(3 * HEARTBEAT_MS + NOTICE_MS);

      await demo.nginx.scale(NGINX_SCALE + 2);
      const grown = await demo.nginx.waitFor('two more running', (service) =>
        [NGINX_SCALE + 1, NGINX_SCALE + 2].every((index) =>
          service.units.some((unit) => unit.index === index && unit.state === 'running'),
        ),
      );
      const added = grown.units.filter((unit) => unit.index > NGINX_SCALE);
      expect(added.map((unit) => unit.hostName)).not.toContain(host.name);
      const there = grown.units.filter((unit) => unit.hostName === host.name);
      expect(there.map((unit) => [unit.state, unit.reason?.code])).toEqual(
        nginx.map(() => ['unknown', 'host-reconnecting']),
      );

      await waitForHostState(cluster, host, 'disconnected');
      const lost = performance.now() - begun;
      tellTime(`${title}: agent removed → disconnected`, lost);
      expect(lost).toBeGreaterThan(DISCONNECT_AFTER_MS - HEARTBEAT_MS);
      expect(lost).toBeLessThan(DISCONNECT_AFTER_MS + NOTICE_MS);
      await runsElsewhere(demo.nginx, NGINX_SCALE + 2);
      tellTime(`${title}: agent removed → its units running elsewhere`, performance.now() - begun);
      expect([await onHost(demo.nginx), await onHost(demo.front)], 'untouched').toEqual([nginx, front]);
      expect(await leasedJobs()).toBe(0);
      const left = await demo.front.detail();
      expect([left.runningCount, left.reason?.code]).toEqual([FRONT_SCALE - 1, 'host-disconnected']);

      const started = performance.now();
      await startAgent();
      await waitForHostState(cluster, host, 'active');
      tellTime(`${title}: agent started → active`, performance.now() - started);
      await demo.nginx.waitForRunning(NGINX_SCALE + 2);
      tellTime(`${title}: agent started → no surplus and no gap`, performance.now() - started);
      expect(await onHost(demo.front), 'what had no other place stays').toEqual(front);
      await demo.nginx.scale(NGINX_SCALE);
      await expectDemo();
      await waitForStory(cluster, since, { hostId }, [
        'host.reconnecting',
        'host.disconnected',
        'unit.lost',
        'host.active',
        'unit.removed',
      ]);
    });
  });

  test('7 AgentThenContainerRemoved: says since when it knows nothing, moves the units, and is whole again', async () => {
    const title = 'destructive 7';
    await demo.nginx.waitForRunning(NGINX_SCALE);
    await underTraffic(title, cluster.hosts, async () => {
      // After test 4 it may have none: scaling makes the emptiest host the first choice.
      await demo.nginx.scale(NGINX_SCALE + 4);
      await demo.nginx.waitForRunning(NGINX_SCALE + 4);
      const [victim] = await onHost(demo.nginx);
      if (!victim) throw new Error(`No nginx runs on ${host.name}.`);
      const since = await latestEventId(cluster);
      const begun = performance.now();
      const removedAt = Date.now();
      await lab('rm-agent', host.number);
      await docker(host, 'rm', '-f', victim.id);

      const view = await waitForHostState(cluster, host, 'reconnecting');
      const age = removedAt - Date.parse(view.staleSince ?? '');
      expect(Math.abs(age), 'the knowledge is as old as the last heartbeat').toBeLessThan(2 * HEARTBEAT_MS);
      const service = await demo.nginx.detail();
      const stale = service.units.filter((unit) => unit.staleSince !== null);
      expect(stale.length).toBeGreaterThan(0);
      for (const unit of stale) {
        expect([unit.hostName, unit.staleSince, unit.state]).toEqual([host.name, view.staleSince, 'unknown']);
      }
      expect(stale.map((unit) => unit.name)).toContain(victim.name);

      await waitForHostState(cluster, host, 'disconnected');
      await runsElsewhere(demo.nginx, NGINX_SCALE + 4);
      tellTime(`${title}: agent and container removed → running elsewhere`, performance.now() - begun);

      const started = performance.now();
      await startAgent();
      await waitForHostState(cluster, host, 'active');
      await demo.nginx.waitForRunning(NGINX_SCALE + 4);
      tellTime(`${title}: agent started → no surplus and no gap`, performance.now() - started);
      expect((await viewOf(cluster, host)).staleSince).toBeNull();
      await demo.nginx.scale(NGINX_SCALE);
      await expectDemo();
      await waitForStory(cluster, since, { serviceId: demo.nginx.serviceId }, [
        'unit.lost',
        'unit.placed',
        'container.started',
        'unit.removed',
      ]);
    });
  });

  test('7 AgentBackInTime: the container runs again on its host and nothing has moved', async () => {
    const title = 'destructive 7 (back in time)';
    await demo.nginx.scale(NGINX_SCALE + 4);
    await demo.nginx.waitForRunning(NGINX_SCALE + 4);
    await underTraffic(title, cluster.hosts, async () => {
      const before = await demo.nginx.onEngines();
      const victim = before.find((one) => one.host === host.name);
      if (!victim) throw new Error(`No nginx runs on ${host.name}.`);
      const since = await latestEventId(cluster);
      await lab('rm-agent', host.number);
      await docker(host, 'rm', '-f', victim.id);
      await waitForHostState(cluster, host, 'reconnecting');
      const started = performance.now();
      await startAgent();
      await demo.nginx.waitForRunning(NGINX_SCALE + 4);
      tellTime(`${title}: agent started → running again`, performance.now() - started);
      const after = await demo.nginx.onEngines();
      expect(after.map((one) => [one.name, one.host])).toEqual(before.map((one) => [one.name, one.host]));
      expect(after.filter((one) => one.name !== victim.name)).toEqual(
        before.filter((one) => one.name !== victim.name),
      );
      await waitForStory(cluster, since, { serviceId: demo.nginx.serviceId }, ['container.started']);
      await demo.nginx.scale(NGINX_SCALE);
      await expectDemo();
    });
  });
});
