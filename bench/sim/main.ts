import { parseArgs } from 'node:util';
import { MUTANTS } from '../../e2e/simulation/mutants/mutants.ts';
import { runSeed } from '../../e2e/simulation/run-seed.ts';
import { SITUATIONS } from '../../e2e/simulation/world/coverage.ts';
import type { SeedAnswer } from './messages.ts';
import { runSeeds } from './run-seeds.ts';

const USAGE = `bin/bench sim --seeds N [--from M] [--json]   any number of seeds
bin/bench sim --seed N [--trace]              one of them again, line by line
bin/bench sim --mutants [--seeds N] [--json]  deliberate mistakes, each until it is found
`;
const PROGRESS_EVERY_MS = 5_000;
const FAILURES_SHOWN_MAX = 20;
const SEEDS_PER_MUTANT = 400;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

function showFailure({ seed, failure }: SeedAnswer, tailLines: number): void {
  if (failure === null) return;
  tell(`seed ${seed}, event ${failure.event}: ${failure.invariant}: ${failure.detail}`);
  for (const line of failure.tail.slice(-tailLines)) tell(`  ${line}`);
  tell(`  again: bin/bench sim --seed ${seed} --trace`);
}

async function replay(seed: number, traced: boolean): Promise<boolean> {
  const result = await runSeed(seed, traced ? say : null);
  showFailure(result, traced ? 0 : 40);
  say(
    `seed ${seed}: ${result.events} events, digest ${result.digest}, ${result.failure === null ? 'clean' : 'failed'}`,
  );
  return result.failure === null;
}

async function runMany(from: number, count: number, json: boolean): Promise<boolean> {
  const counts = new Map<string, number>(SITUATIONS.map((what) => [what, 0]));
  const failures: SeedAnswer[] = [];
  const startedAt = performance.now();
  let done = 0;
  let events = 0;
  let toldAt = startedAt;
  const seconds = () => (performance.now() - startedAt) / 1000;
  await runSeeds({
    from,
    count,
    mutant: null,
    isEnough: () => false,
    onResult(result) {
      done += 1;
      events += result.events;
      for (const [what, times] of Object.entries(result.coverage))
        counts.set(what, (counts.get(what) ?? 0) + times);
      if (result.failure !== null) {
        failures.push(result);
        if (failures.length <= FAILURES_SHOWN_MAX) showFailure(result, 20);
      }
      if (performance.now() - toldAt < PROGRESS_EVERY_MS) return;
      toldAt = performance.now();
      tell(`${done} of ${count} seeds, ${failures.length} failed, ${(done / seconds()).toFixed(1)} seeds/s`);
    },
  });
  const summary = {
    bench: 'sim',
    from,
    seeds: count,
    failed: failures.length,
    failedSeeds: failures.map(({ seed }) => seed).sort((a, b) => a - b),
    events,
    seconds: Number(seconds().toFixed(1)),
    seedsPerSecond: Number((count / seconds()).toFixed(1)),
    eventsPerSecond: Math.round(events / seconds()),
    coverage: Object.fromEntries(counts),
  };
  if (json) say(JSON.stringify(summary));
  else {
    for (const [what, times] of counts) say(`${String(times).padStart(9)}  ${what}`);
    const { seedsPerSecond, eventsPerSecond } = summary;
    say(
      `${count} seeds from ${from}, ${events} events in ${summary.seconds} s: ${seedsPerSecond} seeds/s, ${eventsPerSecond} events/s`,
    );
    say(failures.length === 0 ? 'clean' : `${failures.length} failed: ${summary.failedSeeds.join(' ')}`);
  }
  return failures.length === 0;
}

/** Each until one seed finds it, from the first seed on. */
async function runMutants(seedsEach: number, json: boolean): Promise<boolean> {
  const rows: { mutant: string; seed: number | null; invariant: string | null; event: number | null }[] = [];
  for (const { name } of MUTANTS) {
    let found: SeedAnswer | null = null;
    await runSeeds({
      from: 1,
      count: seedsEach,
      mutant: name,
      isEnough: () => found !== null,
      onResult(result) {
        if (result.failure !== null && (found === null || result.seed < found.seed)) found = result;
      },
    });
    const answer = found as SeedAnswer | null;
    const failure = answer?.failure ?? null;
    rows.push({
      mutant: name,
      seed: answer?.seed ?? null,
      invariant: failure?.invariant ?? null,
      event: failure?.event ?? null,
    });
    const outcome =
      failure === null ? 'NOT FOUND' : `seed ${answer?.seed}, event ${failure.event}: ${failure.invariant}`;
    if (!json) say(`${name.padEnd(44)} ${outcome}`);
  }
  const missed = rows.filter(({ seed }) => seed === null).length;
  if (json) say(JSON.stringify({ bench: 'sim', mutants: rows }));
  else say(`${rows.length - missed} of ${rows.length} mistakes found`);
  return missed === 0;
}

function wholeNumber(text: string | undefined, fallback: number): number {
  const number = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`Not a whole number: ${text}`);
  return number;
}

export async function benchSim(args: readonly string[]): Promise<void> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        seeds: { type: 'string' },
        from: { type: 'string' },
        trace: { type: 'boolean', default: false },
        mutants: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { seed, seeds, from, trace, mutants, json } = values;
    if (seed === undefined && seeds === undefined && !mutants) throw new Error('Which seeds?');
    const clean = mutants
      ? await runMutants(wholeNumber(seeds, SEEDS_PER_MUTANT), json)
      : seed === undefined
        ? await runMany(wholeNumber(from, 1), wholeNumber(seeds, 0), json)
        : await replay(wholeNumber(seed, 0), trace);
    if (!clean) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  }
}
