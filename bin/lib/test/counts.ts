import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(left: Counts, right: Counts): Counts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

const vitestSchema = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  })
  .transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));

/** A test that passes only the second time has failed once, and will again. */
const playwrightSchema = z
  .object({
    stats: z.object({
      expected: z.number(),
      unexpected: z.number(),
      flaky: z.number(),
      skipped: z.number(),
    }),
  })
  .transform(({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));

export type ReportKind = 'vitest' | 'playwright';

/** Null: the runner left no report that can be read, so nobody knows what it ran. */
export async function readCounts(kind: ReportKind, file: string): Promise<Counts | null> {
  const schema = kind === 'vitest' ? vitestSchema : playwrightSchema;
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** One broken file, a crash in a hook or an empty selection shows in no test; it must not pass for green. */
export function judge(counts: Counts | null, exitCode: number): { counts: Counts; problem: string | null } {
  if (counts === null) return { counts: { ...NONE, failed: 1 }, problem: 'it left no report' };
  if (counts.passed + counts.failed === 0) {
    return { counts: { ...counts, failed: 1 }, problem: 'it ran no test' };
  }
  if (exitCode !== 0 && counts.failed === 0) {
    return { counts: { ...counts, failed: 1 }, problem: `it ended with ${exitCode} outside of any test` };
  }
  return { counts, problem: null };
}
