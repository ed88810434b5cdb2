import { type Bench, withBench } from '../lib/cluster.ts';
import { StartCounter } from '../lib/engine.ts';
import { type BenchCase, summarise } from '../lib/statistics.ts';
import { formSwarm } from '../lib/swarm.ts';
import { type Contender, IMAGE } from './contender.ts';
import { droverContender } from './ours.ts';
import { rawContender } from './raw.ts';
import { swarmContender } from './swarm.ts';

const START_TIMEOUT_MS = 120_000;
const SMALL = 10;
const LARGE = 50;

interface Times {
  readonly small: number[];
  readonly large: number[];
}

async function round(contender: Contender, counter: StartCounter, times: Times): Promise<void> {
  times.small.push(await counter.measure(SMALL, START_TIMEOUT_MS, () => contender.create(SMALL)));
  times.large.push(await counter.measure(LARGE - SMALL, START_TIMEOUT_MS, () => contender.scale(LARGE)));
  await contender.remove();
}

async function measure(
  { cluster, engines, later }: Bench,
  rounds: number,
  tell: (line: string) => void,
): Promise<Times[]> {
  const counter = await StartCounter.open(engines);
  later(async () => counter.close());
  const swarm = await formSwarm(engines);
  later(() => swarm.leave());
  const contenders = [
    droverContender(cluster, engines),
    swarmContender(swarm, engines),
    rawContender(engines),
  ];
  for (const contender of contenders) later(() => contender.close());
  const times = contenders.map((): Times => ({ small: [], large: [] }));
  for (let done = 0; done < rounds; done += 1) {
    for (const [at, contender] of contenders.entries()) {
      const mine = times[at];
      if (!mine) continue;
      await round(contender, counter, mine);
      tell(
        `round ${done + 1} ${contender.name}: ${SMALL} in ${mine.small.at(-1)?.toFixed(2)} s, ${SMALL} to ${LARGE} in ${mine.large.at(-1)?.toFixed(2)} s`,
      );
    }
  }
  return times;
}

/** `rounds` rounds in which each contender takes its turn, so that a slow minute of the machine hits all alike. */
export async function benchDeploy(rounds: number, tell: (line: string) => void): Promise<BenchCase[]> {
  const times = await withBench({ image: IMAGE }, (bench) => measure(bench, rounds, tell));
  const [ours, peer, limit] = times;
  const of = (key: keyof Times) => ({
    ours: ours?.[key] ?? [],
    peer: peer?.[key] ?? [],
    limit: limit?.[key] ?? [],
  });
  return [
    summarise(`${SMALL} replicas on 3 hosts`, of('small')),
    summarise(`${SMALL} to ${LARGE} replicas`, of('large')),
  ];
}
