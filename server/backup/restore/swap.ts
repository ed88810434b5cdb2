import { lstat, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { moveCluster } from '../../db/embedded/elsewhere.ts';
import { ifPresent } from '../../db/embedded/if-present.ts';
import { isClusterRunning } from '../../db/embedded/remove-leftovers.ts';
import { BackupError } from '../error.ts';
import { syncDirectory, writeWhole } from '../write-whole.ts';

/*
 * Putting a restored cluster in the place of another takes two renames, and between them there is none: a server that
 * started then would make an empty one. So what is meant is written down first, and whoever comes next finishes it.
 */

const NOTE = 'restore-under-way.json';

const moveSchema = z.strictObject({ from: z.string(), to: z.string() });
const noteSchema = z.array(moveSchema);

async function exists(path: string): Promise<boolean> {
  return (await ifPresent(lstat(path))) !== null;
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

/** Somebody started a server, or another restore, since `current` was looked at. */
function inTheWay(path: string): BackupError {
  return new BackupError(
    'busy',
    `${path} was not replaced: a server was started on it, or its place was taken, while the backup was restored. Stop the server and restore again.`,
  );
}

/**
 * Puts `restored` in the place of `current`, which is kept as `before`; null: there was none. Throws `busy` when that is
 * not what is there; nothing is taken away then.
 */
export async function swapClusters(
  dataDir: string,
  { restored, current, before }: { restored: string; current: string; before: string | null },
): Promise<void> {
  const place = join(dataDir, current);
  if (before === null ? await exists(place) : await isClusterRunning(place)) throw inTheWay(place);
  const moves = [
    ...(before === null ? [] : [{ from: current, to: before }]),
    { from: restored, to: current },
  ];
  await writeWhole(join(dataDir, NOTE), JSON.stringify(moves));
  await finishSwap(dataDir);
  if ((await exists(join(dataDir, restored))) || !(await exists(place))) throw inTheWay(place);
}
