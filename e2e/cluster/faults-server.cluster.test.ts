import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import { errorDetailOf } from '../../server/client/index.ts';
import { IS_LONG_RUN, lasts, survive, tellTime } from './aftermath.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { expectWhole } from './whole.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 300_000;
const KILL_TIMEOUT_MS = 60_000;

const KILLS = Number(process.env.DROVER_TEST_KILLS ?? (IS_LONG_RUN ? 50 : 10));
const SEED = Number(process.env.DROVER_TEST_SEED ?? Date.now() % 1_000_000);
/** From the call that scales; a scale to 30 takes longer than this on two cores. */
const KILL_WITHIN_MS = 2_500;
const POSTGRES_KILLS = 5;
const DOWN_TO = 3;
const UP_TO = 30;

let cluster: Cluster;
let work: Workload;
beforeAll(async () => {
  cluster = await openCluster(3);
  work = await Workload.create(cluster, 'srv', { scale: DOWN_TO });
  await work.waitForRunning(DOWN_TO);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

/** Numbers from 0 to 1 that the seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the server is killed', () => {
  test(`ServerKilled_${KILLS}TimesWhileScalingTo${UP_TO}: exactly ${UP_TO} each time, nothing that ran is touched`, {
    timeout: 60_000 + KILLS * KILL_TIMEOUT_MS,
  }, async () => {
    console.log(`[seed] server killed: DROVER_TEST_SEED=${SEED} DROVER_TEST_KILLS=${KILLS}`);
    const random = randomFrom(SEED);
    const before = (await work.onEngines()).map((one) => one.id);
    const begun = performance.now();
    for (let round = 1; round <= KILLS; round++) {
      const killAfterMs = random() * KILL_WITHIN_MS;
      const context = `seed ${SEED}, round ${round}, killed after ${Math.round(killAfterMs)} ms`;
      await work.scale(UP_TO);
      await lasts(killAfterMs, performance.now());
      await cluster.server().kill();
      await cluster.startServerAgain();
      await expectWhole(cluster, [{ work, scale: UP_TO }]).catch((cause: unknown) => {
        throw new Error(context, { cause });
      });
      await work.scale(DOWN_TO);
      await work.waitForRunning(DOWN_TO);
      expect(
        (await work.onEngines()).map((one) => one.id),
        context,
      ).toEqual(before);
    }
    tellTime(
      `server killed ${KILLS} times while scaling to ${UP_TO}: each`,
      (performance.now() - begun) / KILLS,
    );
  });
});

describe('PostgreSQL is killed', { timeout: TEST_TIMEOUT_MS }, () => {
  async function killPostmaster(): Promise<void> {
    const lock = await readFile(join(cluster.dataDir(), 'postgres/cluster/postmaster.pid'), 'utf8');
    process.kill(Number.parseInt(lock, 10), 'SIGKILL');
  }

  /** Until it answers again. Whatever it says before must be said clearly. */
  async function codesUntilAnswered(): Promise<Set<string>> {
    const codes = new Set<string>();
    await waitUntil(
      async () => {
        try {
          await work.detail();
          return true;
        } catch (error) {
          codes.add(errorDetailOf(error)?.code ?? String(error));
          return false;
        }
      },
      { timeoutMs: 30_000, what: 'the server to answer again', everyMs: 20 },
    );
    return codes;
  }

  test(`PostmasterKilled_${POSTGRES_KILLS}TimesWhileScaling: the server starts it again by itself, says unavailable meanwhile`, async () => {
    const { pid } = cluster.server();
    for (let round = 1; round <= POSTGRES_KILLS; round++) {
      await survive(cluster, {
        title: `PostgreSQL kill -9, ${round}`,
        wanted: [{ work, scale: round % 2 === 1 ? 12 : DOWN_TO }],
        story: [{ work, kinds: ['service.scaled'] }],
        happens: async () => {
          await work.scale(round % 2 === 1 ? 12 : DOWN_TO);
          await lasts(round * 100, performance.now());
          await killPostmaster();
          expect([...(await codesUntilAnswered())].filter((code) => code !== 'unavailable')).toEqual([]);
        },
      });
    }
    process.kill(pid, 0);
    await work.scale(DOWN_TO);
    await expectWhole(cluster, [{ work, scale: DOWN_TO }]);
  });

  test('PostmasterKilled_Asked: health tells of it, and that it is over', async () => {
    const { url } = cluster.server();
    const ready = async () =>
      (await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) })).status;
    expect(await ready()).toBe(200);
    const seen = new Set<number>();
    // A start takes a fraction of a second and health asks once a second: it is killed until it was seen down.
    await waitUntil(
      async () => {
        await killPostmaster().catch(() => undefined);
        seen.add(await ready());
        return seen.has(503);
      },
      { timeoutMs: 30_000, what: 'health to say that it is not ready', everyMs: 50 },
    );
    expect((await fetch(`${url}/api/health/live`)).status).toBe(200);
    await waitUntil(async () => (await ready()) === 200, {
      timeoutMs: 60_000,
      what: 'health to say that it is ready',
    });
    await expectWhole(cluster, [{ work, scale: DOWN_TO }]);
  });
});
