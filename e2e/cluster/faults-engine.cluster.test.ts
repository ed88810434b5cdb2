import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type HttpProxy, openProxy } from '../../lab/harness/http-proxy.ts';
import { lab } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { EventKind } from '../../server/schemas/event.ts';
import { hostIdOf, lasts, survive } from './aftermath.ts';
import { type Cluster, onEngines, openCluster } from './cluster.ts';
import { replaceAgentAndWait } from './special-agent.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const SCALE = 6;
const SEEN_TIMEOUT_MS = 60_000;

let cluster: Cluster;
let work: Workload;
beforeAll(async () => {
  cluster = await openCluster(3);
  work = await Workload.create(cluster, 'eng', { scale: SCALE });
  await work.waitForRunning(SCALE);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

/** A test that failed in the middle of its fault leaves none to the next. */
afterEach(() => lab('up', 3));

const idsOn = async (hosts = cluster.hosts) => (await onEngines(hosts, 'eng')).map((one) => one.id).sort();

function third() {
  const host = cluster.hosts[2];
  if (!host) throw new Error('no third host');
  return host;
}

async function waitForHost(
  name: string,
  holds: (host: { state: string; staleSince: string | null }) => boolean,
) {
  const ref = { environmentId: cluster.environmentId, hostId: await hostIdOf(cluster, name) };
  await waitUntil(async () => holds(await cluster.client.hosts.get.query(ref)), {
    timeoutMs: SEEN_TIMEOUT_MS,
    what: `${name} to be seen so`,
  });
}

const AWAY_AND_BACK: readonly EventKind[] = ['host.engine-unavailable', 'host.engine-available'];

describe('faults of an engine', { timeout: TEST_TIMEOUT_MS }, () => {
  test('EngineKilled: told as away, its containers run again under their ids when it is back', async () => {
    const before = await idsOn();
    await survive(cluster, {
      title: 'engine kill -9',
      wanted: [{ work, scale: SCALE }],
      story: [{ host: third().name, kinds: AWAY_AND_BACK }],
      happens: async () => {
        await lab('engine', third().number, 'kill');
        await waitForHost(third().name, (host) => host.staleSince !== null);
        await lab('engine', third().number, 'start');
      },
    });
    expect(await idsOn(), 'the same containers').toEqual(before);
  });

  test('EnginePausedDuringScale: told as away, others go on, the rest follows', async () => {
    const before = await idsOn();
    await survive(cluster, {
      title: 'engine paused',
      wanted: [{ work, scale: SCALE + 3 }],
      story: [{ host: third().name, kinds: AWAY_AND_BACK }],
      happens: async () => {
        await lab('engine', third().number, 'pause');
        await work.scale(SCALE + 3);
        await waitForHost(third().name, (host) => host.staleSince !== null);
        await work.waitFor('what can run runs', (service) => service.runningCount >= SCALE);
        await lab('engine', third().number, 'resume');
      },
    });
    expect(await idsOn()).toEqual(expect.arrayContaining(before));
    await work.scale(SCALE);
    await work.waitForRunning(SCALE);
  });

  test('EngineRestarted: its containers run again under their ids', async () => {
    const before = await idsOn();
    await survive(cluster, {
      title: 'engine restarted',
      wanted: [{ work, scale: SCALE }],
      story: [{ work, kinds: ['container.started'] }],
      happens: async () => {
        await lab('engine', third().number, 'restart');
      },
    });
    expect(await idsOn(), 'the same containers').toEqual(before);
  });

  test('HostRebooted: told as reconnecting, comes back with the same containers', async () => {
    const before = await idsOn();
    await survive(cluster, {
      title: 'host rebooted',
      wanted: [{ work, scale: SCALE }],
      story: [{ host: third().name, kinds: ['host.reconnecting', 'host.active'] }],
      happens: async () => {
        await lab('host', third().number, 'kill');
        await waitForHost(third().name, (host) => host.state === 'reconnecting');
        await lab('host', third().number, 'start');
      },
    });
    expect(await idsOn(), 'the same containers').toEqual(before);
  });
});

describe('an engine that answers badly', { timeout: TEST_TIMEOUT_MS }, () => {
  const SLOW_MS = 3_000;
  const BROKEN_MS = 20_000;
  const REFUSED_SHARE = 0.3;
  let proxy: HttpProxy;
  let mode: 'well' | 'slow' | 'sometimes-500' | 'always-500' = 'well';
  let count = 0;

  async function spoil(): Promise<{ status: number; body: string } | null> {
    if (mode === 'slow') await lasts(SLOW_MS, performance.now());
    count += 1;
    const refused =
      mode === 'always-500' || (mode === 'sometimes-500' && (count * REFUSED_SHARE) % 1 < REFUSED_SHARE);
    return refused ? { status: 500, body: '{"message":"something broke in the engine"}' } : null;
  }

  beforeAll(async () => {
    const engine = third().dockerHost.replace('unix://', '');
    proxy = await openProxy({
      listen: { socketPath: join(dirname(engine), 'spoiled.sock') },
      target: () => ({ socketPath: engine }),
      before: spoil,
    });
    await replaceAgentAndWait(cluster, third(), { engineSocket: '/run/drover-lab/spoiled.sock' });
    await work.waitForRunning(SCALE);
  });
  afterAll(async () => {
    mode = 'well';
    await proxy?.close();
  });

  test.each([
    ['Slow_3sEach', 'slow', 0],
    ['Refuses30Percent', 'sometimes-500', 0],
    ['RefusesAllFor20s', 'always-500', BROKEN_MS],
  ] as const)('%s_ScaledMeanwhile: exactly what was asked in the end', async (title, how, lastMs) => {
    const before = await idsOn();
    const begun = performance.now();
    await survive(cluster, {
      title: `engine ${title}`,
      wanted: [{ work, scale: SCALE + 3 }],
      story: [{ work, kinds: ['service.scaled', 'unit.placed', 'container.started'] }],
      happens: async () => {
        mode = how;
        await work.scale(SCALE + 3);
        if (lastMs > 0) {
          await lasts(lastMs, begun);
          mode = 'well';
        }
      },
    });
    expect(await idsOn(), 'nothing that ran was touched').toEqual(expect.arrayContaining(before));
    await work.scale(SCALE);
    await work.waitForRunning(SCALE);
    mode = 'well';
  });
});
