import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../lib/clock.ts';

const PARTIAL = '.partial-';
/** Longer than any backup may take. */
const PARTIAL_OLD_MS = 24 * 60 * 60 * 1000;

/** A name in the same directory for what is not complete yet. */
export function partialOf(path: string): string {
  return `${path}${PARTIAL}${randomBytes(6).toString('hex')}`;
}

/** The name is on disk only when its directory is. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The file is there with all of the text, or as it was before. Readable by its owner alone. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const partial = partialOf(path);
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** What a server that was killed in the middle left behind. */
export async function removeOldPartials(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    if (!name.includes(PARTIAL)) continue;
    const path = join(directory, name);
    const found = await stat(path).catch(() => null);
    if (found && systemClock.now() - found.mtimeMs > PARTIAL_OLD_MS) await rm(path, { force: true });
  }
}
