import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomically } from './atomic-file.ts';

/** Where a journal is kept. A call that rejects may have been done in part. */
export interface JournalFile {
  /** Named in the log, for whoever has to look at the disk. */
  readonly path: string;
  /** Empty when nothing was ever written. */
  read(): Promise<string>;
  /** Resolves when the text is on disk behind what was there. */
  append(text: string): Promise<void>;
  /** Either the old content or the new one is there afterwards. */
  replace(text: string): Promise<void>;
  /** The next call opens it again. */
  close(): Promise<void>;
}

export async function openJournalFile(path: string): Promise<JournalFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  let file: FileHandle | null = null;
  async function close(): Promise<void> {
    const opened = file;
    file = null;
    await opened?.close();
  }
  return {
    path,
    read: () => readIfThere(path),
    async append(text) {
      file ??= await open(path, 'a', 0o600);
      await file.appendFile(text);
      await file.datasync();
    },
    async replace(text) {
      await close();
      await writeAtomically(path, text);
    },
    close,
  };
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
