import { lstat, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { moveCluster } from '../../db/embedded/elsewhere.ts';
import { syncDirectory, writeWhole } from '../write-whole.ts';

/*
 * Putting a restored cluster in the place of another takes two renames, and between them there is none: a server that
 * started then would make an empty one. So what is meant is written down first, and whoever comes next finishes it.
 */

const NOTE = 'restore-under-way.json';

const moveSchema = z.strictObject({ from: z.string(), to: z.string() });
const noteSchema = z.array(moveSchema);

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Does what is left of a swap that was written down; nothing when none was. Names are relative to `dataDir`. */
export async function finishSwap(dataDir: string): Promise<void> {
  const note = join(dataDir, NOTE);
  if (!(await exists(note))) return;
  for (const { from, to } of noteSchema.parse(JSON.parse(await readFile(note, 'utf8')))) {
    const [source, target] = [join(dataDir, from), join(dataDir, to)];
    if ((await exists(source)) && !(await exists(target))) await moveCluster(source, target);
  }
  await syncDirectory(dataDir);
  await rm(note);
}

/** Puts `restored` in the place of `current`, which is kept as `before`; null: there was none. */
export async function swapClusters(
  dataDir: string,
  { restored, current, before }: { restored: string; current: string; before: string | null },
): Promise<void> {
  const moves = [
    ...(before === null ? [] : [{ from: current, to: before }]),
    { from: restored, to: current },
  ];
  await writeWhole(join(dataDir, NOTE), JSON.stringify(moves));
  await finishSwap(dataDir);
}
