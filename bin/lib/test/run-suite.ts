import { rm } from 'node:fs/promises';
import { add, type Counts, judge, NONE, readCounts } from './counts.ts';
import { runStep, type StepEnd } from './run-step.ts';
import type { Part, Suite } from './suites.ts';

export interface SuiteResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
  /** What no test shows: a crash, a deadline, a suite that was left out. */
  readonly notes: readonly string[];
}

interface PartResult {
  readonly counts: Counts;
  readonly problem: string | null;
}

const FAILED: Counts = { ...NONE, failed: 1 };

function judgeCheck(end: StepEnd): PartResult {
  if (end.kind === 'exited' && end.code === 0) return { counts: { ...NONE, passed: 1 }, problem: null };
  return { counts: FAILED, problem: end.kind === 'killed' ? end.why : `it ended with ${end.code}` };
}

async function judgeReport(report: NonNullable<Part['report']>, end: StepEnd): Promise<PartResult> {
  const counts = await readCounts(report.kind, report.file);
  if (end.kind === 'exited') return judge(counts, end.code);
  return { counts: add(counts ?? NONE, FAILED), problem: end.why };
}

async function runPart(part: Part, deadlineAt: number): Promise<PartResult> {
  console.log(`\n── ${part.name} ${'─'.repeat(Math.max(0, 70 - part.name.length))}`);
  // The last run's report must not speak for this one.
  if (part.report) await rm(part.report.file, { force: true });
  try {
    const end = await runStep(await part.step(), deadlineAt);
    return part.report ? await judgeReport(part.report, end) : judgeCheck(end);
  } catch (error) {
    return { counts: FAILED, problem: error instanceof Error ? error.message : String(error) };
  }
}

export function leftOut(suite: Suite, why: string): SuiteResult {
  return { name: suite.name, counts: { ...NONE, skipped: 1 }, seconds: 0, notes: [why] };
}

export async function runSuite(suite: Suite, scratch: string, stopped: AbortSignal): Promise<SuiteResult> {
  const startedAt = performance.now();
  const deadlineAt = startedAt + suite.deadlineMs;
  const notes: string[] = [];
  let counts = NONE;
  for (const part of suite.parts(scratch)) {
    if (stopped.aborted) break;
    const result = await runPart(part, deadlineAt);
    counts = add(counts, result.counts);
    if (result.problem !== null) notes.push(`${part.name}: ${result.problem}`);
  }
  return { name: suite.name, counts, seconds: (performance.now() - startedAt) / 1000, notes };
}
