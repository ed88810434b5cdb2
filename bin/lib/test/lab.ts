import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lab, labStatus } from '../../../lab/harness/lab.ts';
import { findServer, stopServer } from '../../../lab/harness/server-process.ts';

/** Of the lab beside this one: images are built once for both. */
const SHARED_CACHE = '/var/lib/drover-lab/cache';

/** A lab of the tests' own, so that a demo on the same machine goes on undisturbed. */
export function pointAtTestLab(): void {
  process.env.DROVER_LAB_PREFIX ??= 'drt';
  process.env.DROVER_LAB_NET ??= '10.98.0';
  process.env.DROVER_LAB_CACHE ??= SHARED_CACHE;
  process.env.DROVER_LAB_STATE ??= '/var/lib/drover-lab-test';
}

/** The address of one engine of the test lab, with the image that the engine tests run. */
export async function openEngine(): Promise<string> {
  await lab('up', 1);
  await lab('images', 'debian', 'busybox', 'web');
  const host = (await labStatus()).hosts[0];
  if (!host) throw new Error('The lab came up without a host.');
  return host.dockerHost;
}

/**
 * Reports, and what tests put in the temporary directory: what they leave there goes with it. PostgreSQL does not run as
 * root, so its user must be able to pass through.
 */
export async function openScratch(): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'drover-run-'));
  await chmod(scratch, 0o755);
  process.env.TMPDIR = scratch;
  return scratch;
}

async function directoriesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(directory, entry.name));
}

/** Servers run in sessions of their own; those of a test that was killed have nobody else to stop them. */
async function stopLeftServers(scratch: string): Promise<void> {
  for (const home of await directoriesIn(scratch)) {
    for (const dataDir of [home, ...(await directoriesIn(home))]) {
      const pid = await findServer(dataDir);
      if (pid !== null) await stopServer(pid, 'SIGTERM').catch(() => stopServer(pid, 'SIGKILL'));
    }
  }
}

export async function tidyUp(scratch: string, usedLab: boolean): Promise<void> {
  await stopLeftServers(scratch);
  if (usedLab) await lab('down');
  await rm(scratch, { recursive: true, force: true });
}
