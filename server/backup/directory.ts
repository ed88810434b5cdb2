import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ifPresent } from '../db/embedded/if-present.ts';
import type { Backup } from '../schemas/backup.ts';
import { BackupError } from './error.ts';
import { readHeader } from './file/header.ts';
import { isBackupName } from './name.ts';
import { writeWhole } from './write-whole.ts';

/** A list has an end, whatever lies in the directory. The newest are shown. */
const LISTED_MAX = 500;
const NOTE = '.check.json';

/** What the last check found, in a file beside the backup, so that it goes wherever the backup goes. */
const noteSchema = z.object({ verifiedAt: z.iso.datetime().nullable(), problem: z.string().nullable() });
export type CheckNote = z.infer<typeof noteSchema>;

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function readNote(path: string): Promise<CheckNote> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path + NOTE, 'utf8')));
  } catch {
    // Nothing is known of a backup without a readable note; it can be checked again.
    return { verifiedAt: null, problem: null };
  }
}

export async function writeNote(path: string, note: CheckNote): Promise<void> {
  await writeWhole(path + NOTE, JSON.stringify(note));
}

/** Throws `not-found` when there is no such file. A damaged one is described by what its name and its size say. */
export async function describeBackup(directory: string, name: string): Promise<Backup> {
  const path = join(directory, name);
  const file = await open(path).catch((error: unknown) => {
    if (isAbsent(error)) throw new BackupError('not-found', `There is no backup ${name}.`);
    throw error;
  });
  try {
    const { size, mtime } = await file.stat();
    const note = await readNote(path);
    try {
      const { header } = await readHeader(file);
      return { name, sizeBytes: size, ...header, ...note };
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      const unknown = { kind: 'manual' as const, createdAt: mtime.toISOString(), serverVersion: '' };
      return { name, sizeBytes: size, ...unknown, verifiedAt: null, problem: error.message };
    }
  } finally {
    await file.close();
  }
}

/** Newest first; empty when the directory is not there yet. */
export async function listBackups(directory: string): Promise<Backup[]> {
  const entries = await readdir(directory).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const names = entries.filter(isBackupName).sort().reverse().slice(0, LISTED_MAX);
  const found = await Promise.all(
    names.map((name) =>
      describeBackup(directory, name).catch((error: unknown) => {
        // Deleted between the two looks.
        if (error instanceof BackupError && error.code === 'not-found') return null;
        throw error;
      }),
    ),
  );
  return found.filter((backup) => backup !== null);
}

export async function removeBackup(directory: string, name: string): Promise<void> {
  const path = join(directory, name);
  if (!isBackupName(name) || (await ifPresent(stat(path))) === null)
    throw new BackupError('not-found', `There is no backup ${name}.`);
  await rm(path, { force: true });
  await rm(path + NOTE, { force: true });
}
