import { type ChildProcess, spawn } from 'node:child_process';

/** Long enough for a test runner to stop the servers and databases it has started. */
const GRACE_MS = 15_000;

export interface Step {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export type StepEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly why: string };

const running = new Set<ChildProcess>();

/** A step has a process group of its own, so that nothing it has started outlives its deadline. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already, which is what was wanted.
  }
}

function stop(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref();
}

export function stopSteps(): void {
  for (const child of running) stop(child);
}

/** Runs a program with our own output, so that people watch it; ends at the latest a grace after `deadlineAt`. */
export function runStep(step: Step, deadlineAt: number): Promise<StepEnd> {
  const leftMs = Math.max(0, deadlineAt - performance.now());
  return new Promise((resolve) => {
    const child = spawn(step.program, [...step.args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
      env: { ...process.env, ...step.env },
    });
    running.add(child);
    let why: string | null = null;
    const deadline = setTimeout(() => {
      why = 'its deadline had passed';
      stop(child);
    }, leftMs);
    const end = (result: StepEnd) => {
      clearTimeout(deadline);
      running.delete(child);
      resolve(result);
    };
    child.once('error', (error) => end({ kind: 'killed', why: error.message }));
    child.once('exit', (code, signal) => {
      if (code !== null && why === null) end({ kind: 'exited', code });
      else end({ kind: 'killed', why: why ?? `it was ended by ${signal}` });
    });
  });
}
