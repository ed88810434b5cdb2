import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type HttpProxy, openProxy } from '../../lab/harness/http-proxy.ts';
import { docker } from '../../lab/harness/lab.ts';
import { buildOldAgent } from '../../lab/harness/old-agent.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import { hostIdOf, survive, tellTime } from './aftermath.ts';
import { type Cluster, onEngines, openCluster, PORT } from './cluster.ts';
import { replaceAgent, replaceAgentAndWait } from './special-agent.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const SCALE = 4;
const AGENT_HOST = 1;
/** The last commit of the release before this one. */
const PREVIOUS_RELEASE = { commit: 'fda7f7d', version: '0.0.9' };
const FAKETIME = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path));

let cluster: Cluster;
let work: Workload;
beforeAll(async () => {
  cluster = await openCluster(2);
  work = await Workload.create(cluster, 'agt', { scale: SCALE });
  await work.waitForRunning(SCALE);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

const idsOn = async (hosts = cluster.hosts) => (await onEngines(hosts, 'agt')).map((one) => one.id).sort();

function special() {
  const host = cluster.hosts[AGENT_HOST];
  if (!host) throw new Error('no second host');
  return host;
}

async function hostView() {
  const hostId = await hostIdOf(cluster, special().name);
  return cluster.client.hosts.get.query({ environmentId: cluster.environmentId, hostId });
}

/** What every agent must be able to do: leave alone what runs, heal, go up and down. */
async function expectAbleAgent(title: string): Promise<void> {
  await work.scale(SCALE);
  await work.waitForRunning(SCALE);
  const before = await idsOn();
  const [victim] = await onEngines([special()], 'agt');
  if (!victim) throw new Error('nothing to break');
  await survive(cluster, {
    title,
    wanted: [{ work, scale: SCALE + 4 }],
    story: [
      { work, kinds: ['container.healed'] },
      { work, kinds: ['service.scaled', 'unit.placed', 'container.started'] },
    ],
    happens: async () => {
      const begun = performance.now();
      await docker(special(), 'kill', victim.id);
      await waitUntil(
        async () => (await onEngines([special()], 'agt')).some((one) => one.id === victim.id && one.running),
        { timeoutMs: 20_000, what: `${victim.name} to be healed`, everyMs: 50 },
      );
      tellTime(`${title}: killed → running`, performance.now() - begun);
      expect(performance.now() - begun, 'healed at once, not by the next full list').toBeLessThan(10_000);
      await waitUntil(async () => (await work.detail()).reason === null, {
        timeoutMs: 60_000,
        what: 'the healed unit to count as well',
      });
      await work.scale(SCALE + 4);
    },
  });
  expect(await idsOn()).toEqual(expect.arrayContaining(before));
  await work.scale(SCALE);
  await work.waitForRunning(SCALE);
  expect(await idsOn()).toEqual(before);
}

describe('the clock of an agent is wrong', { timeout: TEST_TIMEOUT_MS }, () => {
  test.each([
    ['an hour ahead', 3_600],
    ['an hour behind', -3_600],
  ])(
    'ClockOff_%s: heals at once, counts a crash loop as one, takes it for well afterwards',
    async (title, seconds) => {
      if (!FAKETIME) throw new Error('libfaketime is not installed; bin/lab up installs it');
      await replaceAgentAndWait(cluster, special(), {
        options: [
          `-v ${FAKETIME}:/opt/faketime.so:ro -e LD_PRELOAD=/opt/faketime.so -e FAKETIME=${seconds > 0 ? '+' : ''}${seconds}`,
          '-e FAKETIME_DONT_FAKE_MONOTONIC=1 -e DONT_FAKE_MONOTONIC=1',
        ],
      });
      const now = await docker(special(), 'exec', 'drover-agent', 'node', '-p', 'Date.now()');
      expect(Math.abs(Number(now) - Date.now() - seconds * 1000), 'the clock is off').toBeLessThan(60_000);
      await expectAbleAgent(`clock ${title}`);
      await expectCrashLoopTold();
    },
  );
  afterAll(() => replaceAgentAndWait(cluster, special()));

  /** Ends four times at once and then stays: told as a crash loop, tried with waits of seconds, well in the end. */
  async function expectCrashLoopTold(): Promise<void> {
    const script = 'n=$(cat /n || echo 0); echo $((n + 1)) > /n; [ "$n" -ge 4 ] && exec sleep 1000; exit 3';
    const loop = await Workload.create(cluster, 'loop', {
      scale: 1,
      image: 'busybox',
      spec: { hostRules: [{ key: 'lab', value: special().name, rule: 'must' }] },
      launch: { command: ['sh', '-c', script], restartPolicy: { name: 'no' }, stopTimeoutMs: 1_000 },
    });
    await loop.waitFor('a crash loop to be told', (service) => service.reason?.code === 'exited');
    const told = performance.now();
    await loop.waitForRunning(1);
    tellTime('crash loop told → counts as well', performance.now() - told);
    await loop.remove();
  }
});

describe('an agent of another version', { timeout: TEST_TIMEOUT_MS }, () => {
  const WIRE_PORT = PORT + 1;
  let proxy: HttpProxy | null = null;

  /** Everything between the agent and the server passes here, changed. */
  async function openWire(rewrite: (path: string, body: unknown, way: 'request' | 'answer') => unknown) {
    proxy = await openProxy({
      listen: { host: '0.0.0.0', port: WIRE_PORT },
      target: () => ({ host: '127.0.0.1', port: PORT }),
      rewrite,
    });
    const url = new URL(cluster.publicUrl);
    url.port = String(WIRE_PORT);
    return url.origin;
  }
  afterEach(async () => {
    await replaceAgentAndWait(cluster, special());
    await proxy?.close();
    proxy = null;
  });

  test('AgentOfThePreviousRelease: works with this server', async ({ skip }) => {
    const image = await buildOldAgent(PREVIOUS_RELEASE.commit, PREVIOUS_RELEASE.version);
    if (image === null) return skip(`${PREVIOUS_RELEASE.commit} is not in the history of this clone`);
    await replaceAgentAndWait(cluster, special(), { image });
    await waitUntil(async () => (await hostView()).agentVersion === PREVIOUS_RELEASE.version, {
      timeoutMs: 30_000,
      what: 'the version to be told',
    });
    await expectAbleAgent('agent one version older');
  });

  test('AgentAndServerOfTheNextVersion: what they say more than is known is passed over', async () => {
    const serverUrl = await openWire((_path, body) => withMore(body));
    await replaceAgentAndWait(cluster, special(), { serverUrl });
    await waitUntil(async () => (await hostView()).agentVersion === '9.9.9', {
      timeoutMs: 30_000,
      what: 'the version to be told',
    });
    await expectAbleAgent('agent one version newer');
  });

  test('AgentOfAnotherProtocol: is told so, the host says so, its units run on', async () => {
    await work.scale(SCALE);
    await work.waitForRunning(SCALE);
    const before = await idsOn();
    const serverUrl = await openWire((_path, body, way) =>
      way === 'request' && isObject(body) && 'protocol' in body ? { ...body, protocol: 2 } : body,
    );
    await replaceAgent(cluster, special(), { serverUrl });
    await waitUntil(
      async () => (await docker(special(), 'logs', 'drover-agent')).includes('protocol-unsupported'),
      { timeoutMs: 60_000, what: 'the agent to log why it has no session' },
    );
    expect((await onEngines(cluster.hosts, 'agt')).every((one) => one.running)).toBe(true);
    expect(await idsOn()).toEqual(before);
    const { events } = await cluster.client.events.list.query({
      environmentId: cluster.environmentId,
      limit: 50,
    });
    const told = events.find((event) => event.kind === 'host.enrolment-failed');
    expect(told?.params).toMatchObject({ code: 'protocol-unsupported' });
    await replaceAgentAndWait(cluster, special());
    await survive(cluster, {
      title: 'agent of another protocol',
      wanted: [{ work, scale: SCALE }],
      happens: async () => undefined,
    });
    expect(await idsOn()).toEqual(before);
  });
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every message, and every object in it that is not a map of a person's making, has a field that nobody knows yet. */
function withMore(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withMore(one));
  if (!isObject(value)) return value;
  if (/labels|environment|env|sysctls|driverOpts/i.test(key)) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, withMore(one, name)]);
  const version = 'agentVersion' in value ? { agentVersion: '9.9.9' } : {};
  return { ...Object.fromEntries(entries), ...version, ofTheNextVersion: { list: [1, 2, 3] } };
}
