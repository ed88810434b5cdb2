import { lab } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { Engine } from '../lib/engine.ts';
import { watchStarts } from '../lib/starts.ts';
import { type Subject, TIMEOUT_MS, UNITS } from './subject.ts';

const LOOK_EVERY_MS = 25;
/** An engine that is gone must not hold up the look at the others. */
const LOOK_TIMEOUT_MS = 2_000;

/** Breaks something of the subject and answers the seconds until all of it runs again. */
export type Break = (subject: Subject, engines: readonly Engine[]) => Promise<number>;

async function runningOn(engine: Engine, label: string): Promise<string[]> {
  const filters = { label: [label], status: ['running'] };
  const abortSignal = AbortSignal.timeout(LOOK_TIMEOUT_MS);
  return (await engine.api.listContainers({ filters, abortSignal })).map((one) => one.Id);
}

/** Running containers of the subject; an engine that does not answer has none to speak of. */
async function countRunning(engines: readonly Engine[], label: string): Promise<number> {
  const lists = await Promise.all(engines.map((engine) => runningOn(engine, label).catch(() => [])));
  return lists.flat().length;
}

async function allRun(engines: readonly Engine[], { name, label }: Subject, exactly: boolean): Promise<void> {
  await waitUntil(
    async () => {
      const count = await countRunning(engines, label);
      return exactly ? count === UNITS : count >= UNITS;
    },
    { timeoutMs: TIMEOUT_MS, what: `${UNITS} of ${name} to run`, everyMs: LOOK_EVERY_MS },
  );
}

/** Until exactly what was asked for runs: what a host brought back in surplus is gone. */
export function settled(subject: Subject, engines: readonly Engine[]): Promise<void> {
  return allRun(engines, subject, true);
}

/** The last host: the peer has its manager on the first. */
function victimOf(engines: readonly Engine[]): Engine {
  const victim = engines.at(-1);
  if (!victim) throw new Error('no engine');
  return victim;
}

async function breakOne(
  { name, label }: Subject,
  engines: readonly Engine[],
  how: (victim: Engine, id: string) => Promise<unknown>,
): Promise<number> {
  for (const victim of engines.toReversed()) {
    const [id] = await runningOn(victim, label);
    if (id === undefined) continue;
    const watch = await watchStarts(engines, label);
    try {
      const begun = performance.now();
      const [seconds] = await Promise.all([watch.since(begun, TIMEOUT_MS), how(victim, id)]);
      return seconds;
    } finally {
      watch.close();
    }
  }
  throw new Error(`Nothing of ${name} runs.`);
}

export const containerRemoved: Break = (subject, engines) =>
  breakOne(subject, engines, (victim, id) => victim.api.getContainer(id).remove({ force: true }));

export const containerKilled: Break = (subject, engines) =>
  breakOne(subject, engines, (victim, id) => victim.api.getContainer(id).kill());

async function requireUnitsOn(victim: Engine, { name, label }: Subject): Promise<void> {
  if ((await runningOn(victim, label)).length > 0) return;
  throw new Error(`Nothing of ${name} runs on ${victim.host.name}.`);
}

/** kill -9 of the engine and a start right after; the containers of its host end with that. */
export const engineKilled: Break = async (subject, engines) => {
  const victim = victimOf(engines);
  await requireUnitsOn(victim, subject);
  const begun = performance.now();
  await lab('engine', victim.host.number, 'kill');
  await lab('engine', victim.host.number, 'start');
  await allRun(engines, subject, false);
  return (performance.now() - begun) / 1000;
};

/** The power goes, and comes back only after the others have taken over. */
export const hostLost: Break = async (subject, engines) => {
  const victim = victimOf(engines);
  await requireUnitsOn(victim, subject);
  const others = engines.filter((engine) => engine !== victim);
  const begun = performance.now();
  await lab('host', victim.host.number, 'kill');
  try {
    await allRun(others, subject, false);
    return (performance.now() - begun) / 1000;
  } finally {
    await lab('host', victim.host.number, 'start');
  }
};
