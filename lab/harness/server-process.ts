import { spawn } from 'node:child_process';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './wait-until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

export interface ServerOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly env?: Record<string, string>;
  /** The checkout to start it from, when not this one. */
  readonly home?: string;
}

export interface ServerProcess {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

const pidFile = (dataDir: string) => join(dataDir, 'server.pid');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isOurServer(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('server/main/main.ts');
  } catch {
    return false;
  }
}

/** The server that an earlier call left running on this data directory, if it still runs. */
export async function findServer(dataDir: string): Promise<number | null> {
  let text: string;
  try {
    text = await readFile(pidFile(dataDir), 'utf8');
  } catch {
    return null;
  }
  const pid = Number(text.trim());
  return Number.isInteger(pid) && (await isOurServer(pid)) ? pid : null;
}

export async function stopServer(pid: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  process.kill(pid, signal);
  await waitUntil(async () => !isAlive(pid), {
    timeoutMs: STOP_TIMEOUT_MS,
    what: `server ${pid} to end`,
    everyMs: 50,
  });
}

/** Starts a server in its own session, so that it outlives this process, and waits until it is ready. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  await mkdir(options.dataDir, { recursive: true });
  const log = await open(join(options.dataDir, 'server.log'), 'a');
  const home = options.home ?? ROOT;
  const child = spawn(join(home, 'node_modules/.bin/node'), ['server/main/main.ts'], {
    cwd: home,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DROVER_DATA_DIR: options.dataDir,
      DROVER_PORT: String(options.port),
      DROVER_PUBLIC_URL: options.publicUrl,
      ...options.env,
    },
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error('The server process could not be started.');
  child.unref();
  await log.close();
  await writeFile(pidFile(options.dataDir), `${pid}\n`);
  const url = `http://127.0.0.1:${options.port}`;
  await waitUntilReady(url, pid, options.dataDir);
  return { pid, url, stop: () => stopServer(pid, 'SIGTERM'), kill: () => stopServer(pid, 'SIGKILL') };
}

async function waitUntilReady(url: string, pid: number, dataDir: string): Promise<void> {
  try {
    await waitUntil(
      async () => {
        if (!isAlive(pid)) throw new Error('it has ended');
        return (await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
      },
      { timeoutMs: READY_TIMEOUT_MS, what: `the server at ${url}` },
    );
  } catch (error) {
    const log = await readFile(join(dataDir, 'server.log'), 'utf8');
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${log.slice(-3000)}`);
  }
}
