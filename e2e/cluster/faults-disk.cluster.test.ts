import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lab } from '../../lab/harness/lab.ts';
import { survive } from './aftermath.ts';
import { type Cluster, onEngines, openCluster } from './cluster.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const FULL = 2;
const ENGINE_DISK = '1g';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await openCluster(2, {
    prepare: async () => {
      await lab('disk', FULL, ENGINE_DISK);
    },
  });
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

describe('the disk of an engine is full', { timeout: TEST_TIMEOUT_MS }, () => {
  test('ScaledOntoIt: what must go there says disk-full, others go on; freed, it follows by itself', async () => {
    const [free, full] = cluster.hosts;
    if (!free || !full) throw new Error('two hosts are needed');
    const onFull = { hostRules: [{ key: 'lab', value: full.name, rule: 'must' as const }] };
    const stuck = await Workload.create(cluster, 'stuck', { scale: 1, spec: onFull });
    const others = await Workload.create(cluster, 'others', { scale: 2 });
    await stuck.waitForRunning(1);
    await others.waitForRunning(2);
    const before = [
      ...(await onEngines(cluster.hosts, 'stuck')),
      ...(await onEngines(cluster.hosts, 'others')),
    ];
    await survive(cluster, {
      title: 'disk of an engine full',
      wanted: [
        { work: stuck, scale: 3 },
        { work: others, scale: 5 },
      ],
      story: [{ work: stuck, kinds: ['service.scaled', 'unit.placed', 'unit.failed', 'container.started'] }],
      happens: async () => {
        await lab('disk', FULL, 'fill');
        await stuck.scale(3);
        const told = await stuck.waitFor('the reason', (service) => service.reason?.code === 'disk-full');
        expect(told.reason?.message).toMatch(/no space left on device/);
        expect(told.units.filter((unit) => unit.state === 'running').length, 'what ran runs on').toBe(1);
        await others.scale(5);
        await others.waitFor(
          'what is on the other host',
          (service) =>
            service.units.length === 5 &&
            service.units.every((unit) => unit.state === 'running' || unit.hostName === full.name),
        );
        await lab('disk', FULL, 'free');
      },
    });
    const after = [
      ...(await onEngines(cluster.hosts, 'stuck')),
      ...(await onEngines(cluster.hosts, 'others')),
    ];
    expect(after.map((one) => one.id)).toEqual(expect.arrayContaining(before.map((one) => one.id)));
    await stuck.remove();
    await others.remove();
  });
});
