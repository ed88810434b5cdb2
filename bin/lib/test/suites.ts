import { join } from 'node:path';
import type { ReportKind } from './counts.ts';
import { openEngine } from './lab.ts';
import type { Step } from './run-step.ts';

const MINUTE_MS = 60_000;
/** Where playwright.config.ts has its report written. */
const PLAYWRIGHT_REPORT = 'test-results/ui.json';

/** One program. Without a report it counts as one test, which its exit code decides. */
export interface Part {
  readonly name: string;
  readonly report: { readonly kind: ReportKind; readonly file: string } | null;
  readonly step: () => Promise<Step>;
}

export interface Suite {
  readonly name: string;
  readonly deadlineMs: number;
  /** Runs on hosts of the lab, which only root can make. */
  readonly needsLab: boolean;
  readonly parts: (scratch: string) => readonly Part[];
}

/** Our Node, not the machine's: the launchers in `.bin` take whichever is first in PATH. */
const node = (script: string, ...args: string[]): Step => ({
  program: process.execPath,
  args: [join('node_modules', script), ...args],
});

const check = (name: string, step: Step): Part => ({ name, report: null, step: async () => step });

/** Not incremental: what an earlier run noted has been seen to outlive the words it was about. */
const tsc = (name: string, ...args: string[]) =>
  check(name, node('typescript/bin/tsc', '--noEmit', '--incremental', 'false', ...args));

/** `ensure_*` of setup.sh, as a step: what it installs or builds can fail, and then this suite has failed. */
const setup = (commands: string): Step => ({
  program: 'bash',
  args: ['-euo', 'pipefail', '-c', `. bin/lib/setup.sh; ${commands}`],
});

function vitest(project: string, scratch: string, filters: readonly string[] = [], name = project): Part {
  const file = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name,
    report: { kind: 'vitest', file },
    step: async () => node('vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...filters),
  };
}

function engineTests(scratch: string): Part {
  const part = vitest('cluster', scratch, ['.real.test.ts'], 'real engine');
  return {
    ...part,
    step: async () => ({
      ...(await part.step()),
      env: { DROVER_TEST_DOCKER_HOST: await openEngine() },
    }),
  };
}

export const suites: readonly Suite[] = [
  {
    name: 'static',
    deadlineMs: 5 * MINUTE_MS,
    needsLab: false,
    parts: () => [
      check('lint and fences', node('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')),
      // Pages and style sheets have types only after Next has written them.
      check('route types', node('next/dist/bin/next', 'typegen')),
      tsc('types'),
      tsc('types of server/core', '-p', 'server/core'),
      tsc('types of agent/core', '-p', 'agent/core'),
      check('dead code', node('knip/bin/knip.js')),
    ],
  },
  {
    name: 'unit',
    deadlineMs: 10 * MINUTE_MS,
    needsLab: false,
    parts: (scratch) => [vitest('unit', scratch)],
  },
  {
    name: 'simulation',
    deadlineMs: 10 * MINUTE_MS,
    needsLab: false,
    parts: (scratch) => [vitest('simulation', scratch)],
  },
  {
    name: 'db',
    deadlineMs: 15 * MINUTE_MS,
    needsLab: false,
    parts: (scratch) => [vitest('db', scratch)],
  },
  {
    name: 'cluster',
    deadlineMs: 45 * MINUTE_MS,
    needsLab: true,
    parts: (scratch) => [
      check('build of the server under test', setup('ensure_build')),
      engineTests(scratch),
      vitest('cluster', scratch, ['.cluster.test.ts']),
    ],
  },
  {
    name: 'ui',
    deadlineMs: 45 * MINUTE_MS,
    needsLab: true,
    parts: () => [
      check('build', setup('ensure_apt chromium fonts-noto-cjk; ensure_build')),
      {
        name: 'journeys',
        report: { kind: 'playwright', file: PLAYWRIGHT_REPORT },
        step: async () => node('@playwright/test/cli.js', 'test', '--project', 'ui'),
      },
    ],
  },
];
