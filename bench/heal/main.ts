import { waitForActive } from '../../lab/harness/enrol.ts';
import { IMAGE } from '../deploy/contender.ts';
import { DROVER_LABEL, droverContender } from '../deploy/ours.ts';
import { type SwarmOptions, swarmContender, swarmLabel } from '../deploy/swarm.ts';
import { type Bench, withBench } from '../lib/cluster.ts';
import { type BenchCase, summarise } from '../lib/statistics.ts';
import { formSwarm } from '../lib/swarm.ts';
import { type Break, containerKilled, containerRemoved, engineKilled, hostLost, settled } from './breaks.ts';
import { engineLimit } from './limit.ts';
import { type Subject, UNITS } from './subject.ts';

/** Ours gives a host up after this; the peer's own time for it cannot be set as directly and is left as it comes. */
const DISCONNECT_AFTER_MS = 10_000;
const HEARTBEAT_MS = 2_000;

const AT_ITS_BEST: SwarmOptions = { service: 'heal-best', restartDelayMs: 0 };
const AS_IT_COMES: SwarmOptions = { service: 'heal-default', restartDelayMs: null };

type Who = 'ours' | 'best' | 'default' | 'limit';
const CASES = ['removed', 'killed', 'engine', 'host'] as const;
type Case = (typeof CASES)[number];
type Times = Record<Case, Record<Who, number[]>>;

const BREAKS: Record<Case, Break> = {
  removed: containerRemoved,
  killed: containerKilled,
  engine: engineKilled,
  host: hostLost,
};

/** A restart delay says nothing about hosts and engines, so the peer as it comes is measured on containers only. */
const casesOf = (who: Who): readonly Case[] => (who === 'default' ? ['removed', 'killed'] : CASES);

function noTimes(): Times {
  const none = (): Record<Who, number[]> => ({ ours: [], best: [], default: [], limit: [] });
  return { removed: none(), killed: none(), engine: none(), host: none() };
}

interface Turn {
  readonly who: Who;
  readonly subject: Subject;
}

interface Arena {
  readonly bench: Bench;
  readonly turns: readonly Turn[];
  /** Until every host takes units of both again. */
  ready(): Promise<void>;
  tell(line: string): void;
}

/** Each case begins with a new service on whole hosts, so that none inherits what the one before it left. */
async function takeTurn({ bench: { engines }, ready, tell }: Arena, turn: Turn, times: Times): Promise<void> {
  const { who, subject } = turn;
  for (const what of casesOf(who)) {
    await ready();
    await subject.contender.create(UNITS);
    await settled(subject, engines);
    const seconds = await BREAKS[what](subject, engines);
    times[what][who].push(seconds);
    tell(`${subject.name}, ${what}: ${seconds.toFixed(2)} s`);
    await ready();
    await settled(subject, engines);
    await subject.contender.remove();
  }
}

async function open(bench: Bench, tell: (line: string) => void): Promise<Arena> {
  const { cluster, engines, later } = bench;
  const swarm = await formSwarm(engines);
  later(() => swarm.leave());
  const ours = droverContender(cluster, engines);
  later(() => ours.close());
  const peer = (who: Who, name: string, options: SwarmOptions): Turn => ({
    who,
    subject: { name, label: swarmLabel(options), contender: swarmContender(swarm, engines, options) },
  });
  return {
    bench,
    tell,
    turns: [
      { who: 'ours', subject: { name: 'drover', label: DROVER_LABEL, contender: ours } },
      peer('best', 'swarm at its best', AT_ITS_BEST),
      peer('default', 'swarm as it comes', AS_IT_COMES),
    ],
    async ready() {
      await waitForActive(cluster.hosts, cluster.enrolment);
      await swarm.ready();
    },
  };
}

async function measure(bench: Bench, rounds: number, tell: (line: string) => void): Promise<Times> {
  const times = noTimes();
  const arena = await open(bench, tell);
  const [engine] = bench.engines;
  if (!engine) throw new Error('no engine');
  const limit = engineLimit(engine);
  for (let done = 0; done < rounds; done += 1) {
    tell(`round ${done + 1} of ${rounds}`);
    times.removed.limit.push(await limit.removed());
    times.killed.limit.push(await limit.killed());
    for (const turn of arena.turns) await takeTurn(arena, turn, times);
  }
  return times;
}

function summaries(times: Times): BenchCase[] {
  const of = (title: string, what: Case, peer: Who) => {
    const { ours, limit } = times[what];
    return summarise(title, { ours, peer: times[what][peer], limit });
  };
  const host = `host lost → its units running elsewhere, given up after ${DISCONNECT_AFTER_MS / 1000} s`;
  return [
    of('container removed → running again', 'removed', 'best'),
    of('container killed → running again', 'killed', 'best'),
    of('engine killed and started → all running again', 'engine', 'best'),
    of(host, 'host', 'best'),
    of('container removed, swarm as it comes', 'removed', 'default'),
    of('container killed, swarm as it comes', 'killed', 'default'),
  ];
}

/** Things break under a service of six units; each contender heals alone, in turns, so that a slow minute hits all alike. */
export async function benchHeal(rounds: number, tell: (line: string) => void): Promise<BenchCase[]> {
  const env = {
    DROVER_HEARTBEAT_MS: String(HEARTBEAT_MS),
    DROVER_DISCONNECT_AFTER_MS: String(DISCONNECT_AFTER_MS),
  };
  return summaries(await withBench({ image: IMAGE, env }, (bench) => measure(bench, rounds, tell)));
}
