import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { docker, lab } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import { IS_LONG_RUN, lasts, survive, tellTime } from './aftermath.ts';
import { type Cluster, onEngines, openCluster } from './cluster.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 420_000;
const SCALE = 6;
/** Settings are as they come: a host is disconnected 60 s after it was last heard of. */
const SHORT_CUT_MS = 20_000;
/** In a short run it is over as soon as all units run elsewhere. */
const LONG_CUT_MS = IS_LONG_RUN ? 120_000 : 0;

let cluster: Cluster;
let work: Workload;
beforeAll(async () => {
  cluster = await openCluster(3);
  work = await Workload.create(cluster, 'net', { scale: SCALE });
  await work.waitForRunning(SCALE);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

/** A test that failed in the middle of its fault leaves none to the next. */
afterEach(() => lab('up', 3));

const idsOn = async (hosts = cluster.hosts) => (await onEngines(hosts, 'net')).map((one) => one.id).sort();

/** Until Drover runs all units on these hosts alone, whatever lives on where it cannot look. */
async function waitForMove(hostNames: readonly string[]): Promise<void> {
  await work.waitFor(`all units on ${hostNames.join(', ')}`, ({ units }) => {
    const running = units.filter((unit) => unit.state === 'running');
    return running.length === SCALE && running.every((unit) => hostNames.includes(unit.hostName ?? ''));
  });
}

describe('faults of the network', { timeout: TEST_TIMEOUT_MS }, () => {
  test('HostCut_20s: nothing moves, and what dies there meanwhile is healed there', async () => {
    const before = await idsOn();
    const [, , third] = cluster.hosts;
    if (!third) throw new Error('no third host');
    const [victim, ...rest] = await onEngines([third], 'net');
    if (!victim) throw new Error('nothing on the third host');
    await survive(cluster, {
      title: 'host cut for 20 s',
      wanted: [{ work, scale: SCALE }],
      story: [
        { host: third.name, kinds: ['host.reconnecting', 'host.active'] },
        { work, kinds: ['container.healed'] },
      ],
      happens: async () => {
        await lab('cut', third.number);
        const begun = performance.now();
        await docker(third, 'rm', '-f', victim.id);
        await waitUntil(async () => (await idsOn([third])).length === rest.length + 1, {
          timeoutMs: SHORT_CUT_MS,
          what: `${victim.name} to be healed behind the cut`,
        });
        await lasts(SHORT_CUT_MS, begun);
        await lab('heal', third.number);
      },
    });
    const after = await idsOn();
    expect(after).toEqual(expect.arrayContaining(before.filter((id) => id !== victim.id)));
    expect((await onEngines([third], 'net')).map((one) => one.name)).toContain(victim.name);
  });

  test('HostCut_120sOrUntilAllMoved: its units run elsewhere; when it returns it loses the surplus', async () => {
    const [first, second, third] = cluster.hosts;
    if (!first || !second || !third) throw new Error('three hosts are needed');
    const kept = await idsOn([first, second]);
    const stranded = await idsOn([third]);
    await survive(cluster, {
      title: 'host cut for long',
      wanted: [{ work, scale: SCALE }],
      story: [
        { host: third.name, kinds: ['host.reconnecting', 'host.disconnected', 'host.active'] },
        { work, kinds: ['unit.lost', 'unit.placed', 'container.started'] },
      ],
      happens: async () => {
        await lab('cut', third.number);
        const begun = performance.now();
        await waitForMove([first.name, second.name]);
        tellTime('host cut for long: cut → all units elsewhere', performance.now() - begun);
        expect(await idsOn([third]), 'what nobody can ask about is not touched').toEqual(stranded);
        await lasts(LONG_CUT_MS, begun);
        await lab('heal', third.number);
      },
    });
    expect(await idsOn([first, second])).toEqual(expect.arrayContaining(kept));
    expect(await idsOn([third]), 'the surplus').toEqual([]);
  });

  test('Partition_ServerAndOneHostFromTwo: the one takes all over, the two keep theirs until they are back', async () => {
    const [first, ...others] = cluster.hosts;
    if (!first) throw new Error('no host');
    await work.scale(0);
    await work.waitForRunning(0);
    await work.scale(SCALE);
    await work.waitForRunning(SCALE);
    const kept = await idsOn([first]);
    const stranded = await idsOn(others);
    await survive(cluster, {
      title: 'server and one host cut from two',
      wanted: [{ work, scale: SCALE }],
      story: others.map(({ name }) => ({
        host: name,
        kinds: ['host.reconnecting', 'host.disconnected', 'host.active'],
      })),
      happens: async () => {
        await lab('partition', ...others.map(({ number }) => number));
        const begun = performance.now();
        await waitForMove([first.name]);
        tellTime('server and one host cut from two: cut → all units on the one', performance.now() - begun);
        expect(await idsOn(others), 'the other side goes on by itself').toEqual(stranded);
        await lab('partition', 'none');
      },
    });
    expect(await idsOn([first])).toEqual(expect.arrayContaining(kept));
    expect(await idsOn(others), 'the surplus').toEqual([]);
  });
});
