import { join } from 'node:path';
import { add, type Counts, NONE } from './counts.ts';
import { openScratch, pointAtTestLab, tidyUp } from './lab.ts';
import { stopSteps } from './run-step.ts';
import { leftOut, runSuite, type SuiteResult } from './run-suite.ts';
import { suites } from './suites.ts';

/** What a shell says of a program that was interrupted. */
const INTERRUPTED = 130;

const stopped = new AbortController();

function stop(): void {
  stopped.abort();
  stopSteps();
}

function row(name: string, counts: Counts, seconds: number): string {
  const numbers = [counts.passed, counts.failed, counts.skipped].map((count) => String(count).padStart(8));
  return `${name.padEnd(10)}${numbers.join('')}${seconds.toFixed(1).padStart(10)}`;
}

function summary(results: readonly SuiteResult[]): string[] {
  const lines = ['', `${'suite'.padEnd(10)}  passed  failed skipped   seconds`];
  for (const { name, counts, seconds, notes } of results) {
    lines.push(row(name, counts, seconds), ...notes.map((note) => `  ! ${note}`));
  }
  return [...lines, ''];
}

function lastLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function fits(wanted: string, suite: string): boolean {
  return wanted === 'all' || wanted === suite;
}

async function runAll(wanted: string, scratch: string): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const suite of suites) {
    if (stopped.signal.aborted) break;
    if (!fits(wanted, suite.name)) continue;
    if (suite.needsLab && process.getuid?.() !== 0) {
      results.push(leftOut(suite, 'left out: only root can make the hosts that it runs on'));
    } else results.push(await runSuite(suite, scratch, stopped.signal));
  }
  return results;
}

/** Whoever runs tests next would start from what this run has left. */
function notTidied(error: unknown): SuiteResult {
  const why = error instanceof Error ? error.message : String(error);
  return { name: 'tidying', counts: { ...NONE, failed: 1 }, seconds: 0, notes: [why] };
}

async function main(wanted: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  pointAtTestLab();
  const scratch = await openScratch();
  process.env.PATH = `${join(process.cwd(), 'node_modules/.bin')}:${process.env.PATH}`;
  const usesLab =
    process.getuid?.() === 0 && suites.some((suite) => suite.needsLab && fits(wanted, suite.name));
  const results = await runAll(wanted, scratch);
  try {
    await tidyUp(scratch, usesLab);
  } catch (error) {
    results.push(notTidied(error));
  }
  const total = results.map(({ counts }) => counts).reduce(add, NONE);
  for (const line of summary(results)) console.log(line);
  if (stopped.signal.aborted) console.log('Interrupted: not everything was run.');
  console.log(lastLine(total));
  if (stopped.signal.aborted) process.exitCode = INTERRUPTED;
  else process.exitCode = total.failed > 0 ? 1 : 0;
}

await main(process.argv[2] ?? 'all');
