import { spawn } from 'node:child_process';

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly timeoutMs: number;
  readonly input?: string;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** Passes the child's output through while it is collected. */
  readonly echo?: boolean;
}

/** Runs a program to its end and hands back what it said; the caller judges the exit code. */
export function tryRun(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      cwd: options.cwd,
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (options.echo) process.stdout.write(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (options.echo) process.stderr.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 137 : 1), stdout, stderr }));
    if (options.input !== undefined) child.stdin?.end(options.input);
  });
}

/** Like `tryRun`, but any exit code other than 0 is an error that carries what the program said. */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const result = await tryRun(program, args, options);
  if (result.code === 0) return result.stdout;
  const said = (result.stderr || result.stdout).trim().slice(-2000);
  throw new Error(`${program} ${args.join(' ')} ended with ${result.code}: ${said}`);
}
