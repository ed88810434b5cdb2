import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docker, fetchFromHost, lab } from '../../lab/harness/lab.ts';
import { spreadOf } from '../../lab/harness/stacks.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import { type Cluster, onEngines, openCluster } from './cluster.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const FIXED_PORT = 9090;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await openCluster(3);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

/** The host as Drover knows it. */
async function hostOf(name: string) {
  const hosts = await cluster.client.hosts.list.query({ environmentId: cluster.environmentId });
  const host = hosts.find((one) => one.name === name);
  if (!host) throw new Error(`Drover does not know ${name}.`);
  return { environmentId: cluster.environmentId, hostId: host.id, labels: host.labels };
}

describe('three real engines', { timeout: TEST_TIMEOUT_MS }, () => {
  test('Scale_0To10To3To10: exactly the asked number, names without gap, spread 4/3/3', async () => {
    const work = await Workload.create(cluster, 'scaling', { scale: 0, image: 'nginx' });
    await work.waitForRunning(0);
    await work.scale(10);
    const ten = await work.waitForRunning(10);
    expect(Object.values(spreadOf(ten)).sort()).toEqual([3, 3, 4]);
    for (const unit of ten.units) {
      const host = cluster.hosts.find((one) => one.name === unit.hostName);
      const page = host && (await fetchFromHost(host, `http://${unit.containers[0]?.ipAddress}/`));
      expect(page, `page of ${unit.name}`).toContain('nginx');
    }
    const before = (await onEngines(cluster.hosts, 'scaling')).slice(0, 3).map((one) => one.id);
    await work.scale(3);
    await work.waitForRunning(3);
    const kept = (await onEngines(cluster.hosts, 'scaling')).map((one) => one.id);
    expect(kept, 'the oldest stay, untouched').toEqual(before);
    await work.scale(10);
    await work.waitForRunning(10);
    await work.remove();
  });

  test('FixedPort_Scale4On3Hosts: one waits with its reason and starts when a fourth host joins', async () => {
    const work = await Workload.create(cluster, 'ports', {
      scale: 4,
      launch: { ports: [{ hostPort: FIXED_PORT, containerPort: 80 }] },
    });
    const waiting = await work.waitFor(
      'three running and one waiting',
      (service) => service.runningCount === 3 && service.units.some((unit) => unit.state === 'waiting'),
    );
    const slot = waiting.units.find((unit) => unit.state === 'waiting');
    expect(slot?.reason?.code).toBe('no-host');
    expect(slot?.reason?.filters).toEqual([expect.objectContaining({ filter: 'host-port', hostCount: 3 })]);
    for (const host of cluster.hosts) {
      expect((await fetch(`http://${host.address}:${FIXED_PORT}/`)).status, host.name).toBe(200);
    }
    const fourth = await cluster.addHost(4);
    await work.waitFor(
      'all four running',
      (service) => service.runningCount === 4 && service.reason === null,
    );
    expect((await fetch(`http://${fourth.address}:${FIXED_PORT}/`)).status).toBe(200);
    await work.remove();
    const { labels: _, ...ref } = await hostOf(fourth.name);
    await cluster.client.hosts.deactivate.mutate(ref);
    await waitUntil(async () => (await cluster.client.hosts.get.query(ref)).state === 'inactive', {
      timeoutMs: 20_000,
      what: 'inactive',
    });
    await cluster.client.hosts.remove.mutate(ref);
    await lab('host', 4, 'kill');
  });

  test('HostLabel_Hard: only hosts that have it, waits when none has, heals when one gets it', async () => {
    const rules = { hostRules: [{ key: 'disk', value: 'ssd', rule: 'must' as const }] };
    const work = await Workload.create(cluster, 'hardlabel', { scale: 2, spec: rules });
    const none = await work.waitFor('a reason', (service) => service.reason?.code === 'no-host');
    expect(none.reason?.filters).toEqual([expect.objectContaining({ filter: 'host-label', hostCount: 3 })]);
    const chosen = cluster.hosts[1]?.name ?? '';
    const { labels, ...ref } = await hostOf(chosen);
    await cluster.client.hosts.update.mutate({ ...ref, labels: { ...labels, disk: 'ssd' } });
    const placed = await work.waitForRunning(2);
    expect(spreadOf(placed)).toEqual({ [chosen]: 2 });
    await work.remove();
  });

  test('HostLabel_Soft: preferred where it can be had, ignored where it cannot', async () => {
    const chosen = cluster.hosts[1]?.name ?? '';
    const soft = (value: string) => ({ hostRules: [{ key: 'disk', value, rule: 'should' as const }] });
    const preferred = await Workload.create(cluster, 'softlabel', { scale: 2, spec: soft('ssd') });
    expect(spreadOf(await preferred.waitForRunning(2))).toEqual({ [chosen]: 2 });
    await preferred.remove();
    const ignored = await Workload.create(cluster, 'softmiss', { scale: 3, spec: soft('tape') });
    expect(Object.values(spreadOf(await ignored.waitForRunning(3)))).toEqual([1, 1, 1]);
    await ignored.remove();
  });

  test('DeactivatedHost_ScaleUp: it gets nothing new and keeps what it has', async () => {
    const work = await Workload.create(cluster, 'inactive', { scale: 3 });
    await work.waitForRunning(3);
    const idle = cluster.hosts[2]?.name ?? '';
    const { labels: _, ...ref } = await hostOf(idle);
    await cluster.client.hosts.deactivate.mutate(ref);
    await work.scale(7);
    expect(spreadOf(await work.waitForRunning(7))[idle]).toBe(1);
    await cluster.client.hosts.activate.mutate(ref);
    await work.scale(9);
    expect(spreadOf(await work.waitForRunning(9))[idle]).toBe(3);
    await work.remove();
  });

  test("UnknownImage_EditedToOneThatExists: reason in the engine's words, retried with backoff, then runs", async () => {
    const image = `${cluster.registry}/library/no-such-image:1`;
    const work = await Workload.create(cluster, 'badimage', { scale: 2, image });
    const failing = await work.waitFor('third attempt', (service) => (service.reason?.attempts ?? 0) >= 3);
    expect(failing.reason?.code).toBe('image-not-found');
    expect(failing.reason?.message).toContain('no-such-image');
    const { spec } = failing;
    await cluster.client.services.update.mutate({
      ...work.ref(),
      spec: { ...spec, launch: { ...spec.launch, image: 'web:v1' } },
    });
    const fixed = await work.waitForRunning(2);
    expect(fixed.revision).toBe(2);
    await work.remove();
  });

  test.each([
    ['docker rm -f', 'healing-rm', ['rm', '-f']],
    ['docker kill', 'healing-kill', ['kill']],
    ['docker stop', 'healing-stop', ['stop', '-t', '1']],
  ])(
    'BehindOurBack_%s: it runs again on the same host under the same name',
    async (_title, stack, command) => {
      const work = await Workload.create(cluster, stack, { scale: 3 });
      await work.waitForRunning(3);
      const [victim] = await onEngines(cluster.hosts, stack);
      const host = cluster.hosts.find((one) => one.name === victim?.host);
      if (!victim || !host) throw new Error('nothing to break');
      await docker(host, ...command, victim.id);
      await waitUntil(
        async () => (await onEngines([host], stack)).some((one) => one.name === victim.name && one.running),
        { timeoutMs: 20_000, what: `${victim.name} on ${host.name}`, everyMs: 50 },
      );
      await work.waitForRunning(3);
      await work.remove();
    },
  );

  test('StopStartRestart_Service: containers are kept on stop and come back with their ids', async () => {
    const work = await Workload.create(cluster, 'lifecycle', { scale: 3 });
    await work.waitForRunning(3);
    const before = (await onEngines(cluster.hosts, 'lifecycle')).map((one) => one.id);
    await cluster.client.services.stop.mutate(work.ref());
    await work.waitFor('stopped', (service) => service.state === 'stopped');
    expect((await onEngines(cluster.hosts, 'lifecycle')).filter((one) => one.running)).toEqual([]);
    await cluster.client.services.start.mutate(work.ref());
    await work.waitForRunning(3);
    expect((await onEngines(cluster.hosts, 'lifecycle')).map((one) => one.id)).toEqual(before);
    const started = (await work.detail()).units.map((unit) => unit.containers[0]?.startedAt);
    await cluster.client.services.restart.mutate(work.ref());
    await work.waitFor(
      'restarted',
      (service) =>
        service.reason === null &&
        service.units.every((unit, at) => (unit.containers[0]?.startedAt ?? '') > (started[at] ?? '')),
    );
    await work.remove();
  });

  test('ServerAway_ContainerRemoved: the agent brings it back alone and tells afterwards', async () => {
    const work = await Workload.create(cluster, 'alone', { scale: 3 });
    await work.waitForRunning(3);
    const [victim] = await onEngines(cluster.hosts, 'alone');
    const host = cluster.hosts.find((one) => one.name === victim?.host);
    if (!victim || !host) throw new Error('nothing to break');
    await cluster.server().kill();
    await docker(host, 'rm', '-f', victim.id);
    await waitUntil(
      async () => (await onEngines([host], 'alone')).some((one) => one.name === victim.name && one.running),
      {
        timeoutMs: 20_000,
        what: 'healed without a server',
      },
    );
    await cluster.startServerAgain();
    await work.waitForRunning(3);
    await waitUntil(
      async () => {
        const scope = { environmentId: cluster.environmentId, serviceId: work.serviceId };
        const { events } = await cluster.client.events.list.query(scope);
        return events.some((event) => event.kind === 'container.healed');
      },
      { timeoutMs: 60_000, what: 'the agent to tell that it healed' },
    );
    await work.remove();
  });
});
