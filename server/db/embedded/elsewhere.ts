import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { ifPresent } from './if-present.ts';

/*
 * Homes for clusters whose own directory PostgreSQL's user cannot reach. A symlink in its place leads here, and a note
 * beside each home says where that symlink is.
 */

const NOTE = '.path';

async function exists(path: string): Promise<boolean> {
  return (await ifPresent(lstat(path))) !== null;
}

/** A PostgreSQL may go on when its server was killed and the directory is gone. */
async function isRunning(home: string): Promise<boolean> {
  const lock = await ifPresent(readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8'));
  const pid = Number.parseInt(lock ?? '', 10);
  return pid > 0 && (await exists(`/proc/${pid}`));
}

/**
 * Takes away homes of temporary directories that are gone, as tests leave them by the dozen. A home of any other place
 * stays for ever: its disk may only be unmounted.
 */
async function removeForgotten(clusters: string): Promise<void> {
  for (const name of await readdir(clusters)) {
    if (!name.endsWith(NOTE)) continue;
    const note = join(clusters, name);
    const home = note.slice(0, -NOTE.length);
    const directory = await readFile(note, 'utf8');
    if (!directory.startsWith(tmpdir() + sep) || (await exists(directory))) continue;
    if (await isRunning(home)) continue;
    await rm(home, { recursive: true, force: true });
    await rm(note, { force: true });
  }
}

/** Puts a symlink at `directory` and returns where it leads; that is yet to be made. */
export async function settleElsewhere(directory: string, fallbackRoot: string): Promise<string> {
  const clusters = join(fallbackRoot, 'clusters');
  await mkdir(clusters, { recursive: true, mode: 0o755 });
  await removeForgotten(clusters);
  const home = join(clusters, randomBytes(6).toString('hex'));
  await writeFile(home + NOTE, directory, { flag: 'wx', mode: 0o600 });
  await symlink(home, directory);
  return home;
}

/** Where the symlink at `directory` leads; null when there is none. */
export async function linkTarget(directory: string): Promise<string | null> {
  try {
    return await readlink(directory);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EINVAL' || code === 'ENOENT') return null;
    throw error;
  }
}

/** Takes away a stopped cluster with all that is kept of it elsewhere. A symlink somebody else made is not followed. */
export async function removeCluster(directory: string): Promise<void> {
  const home = await linkTarget(directory);
  if (home !== null && (await ifPresent(readFile(home + NOTE, 'utf8'))) === directory) {
    // The symlink last: without it nobody would find the rest again.
    await rm(home, { recursive: true, force: true });
    await rm(home + NOTE, { force: true });
  }
  await rm(directory, { recursive: true, force: true });
}

/** Moves a cluster's directory, or the symlink in its place, whose note then says where the symlink is now. */
export async function moveCluster(from: string, to: string): Promise<void> {
  await rename(from, to);
  const home = await linkTarget(to);
  if (home !== null) await writeFile(home + NOTE, to, { mode: 0o600 });
}
