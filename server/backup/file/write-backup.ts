import { mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BackupError } from '../error.ts';
import { partialOf, syncDirectory } from '../write-whole.ts';
import { encrypted } from './encryption.ts';
import { type BackupHeader, encodeHeader } from './header.ts';

export interface WriteLimits {
  readonly bytesMax: number;
  /** The disk may hold the database, too, which must be able to go on writing. */
  readonly freeBytesMin: number;
}

const GIB = 1024 ** 3;
export const WRITE_LIMITS: WriteLimits = { bytesMax: 64 * GIB, freeBytesMin: GIB / 4 };
const LOOK_EVERY_BYTES = 16 * 1024 * 1024;

/** Passes bytes on as long as there is room for them. */
function bounded(directory: string, { bytesMax, freeBytesMin }: WriteLimits): Transform {
  let written = 0;
  let nextLook = 0;
  async function refuseUnlessRoom(): Promise<void> {
    if (written > bytesMax)
      throw new BackupError(
        'too-large',
        `The backup is larger than ${Math.floor(bytesMax / GIB)} GiB, which is the most there is.`,
      );
    if (written < nextLook) return;
    nextLook = written + LOOK_EVERY_BYTES;
    const { bavail, bsize } = await statfs(directory);
    if (bavail * bsize < freeBytesMin) throw diskFull(directory, undefined);
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length;
      refuseUnlessRoom().then(() => done(null, chunk), done);
    },
  });
}

function diskFull(directory: string, cause: unknown): BackupError {
  return new BackupError(
    'disk-full',
    `There is not enough room in ${directory}. Free some, delete old backups, or set DROVER_BACKUP_DIR.`,
    { cause },
  );
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

function described(error: unknown, directory: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FULL.has(code) ? diskFull(directory, error) : error;
}

interface Content {
  readonly header: BackupHeader;
  readonly frames: AsyncIterable<Buffer>;
  readonly passphrase: string;
  readonly workFactor?: number;
}

async function writeTo(partial: string, content: Content, limits: WriteLimits, signal: AbortSignal) {
  const file = await open(partial, 'wx', 0o600);
  try {
    await file.writeFile(encodeHeader(content.header));
    await pipeline(
      Readable.from(content.frames),
      createGzip(),
      async function* seal(compressed: AsyncIterable<Buffer>) {
        yield* await encrypted(Readable.from(compressed), content.passphrase, content.workFactor);
      },
      bounded(dirname(partial), limits),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) await file.writeFile(chunk);
      },
      { signal },
    );
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Writes a backup beside its place and renames it when all of it is on disk: it is there entirely or not at all,
 * whenever the process dies. Throws `disk-full`, `too-large`, and whatever `frames` fails with.
 */
export async function writeBackup(
  path: string,
  content: Content,
  { limits = WRITE_LIMITS, signal }: { limits?: WriteLimits; signal: AbortSignal },
): Promise<void> {
  const directory = dirname(path);
  const partial = partialOf(path);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeTo(partial, content, limits, signal);
    await rename(partial, path);
    await syncDirectory(directory);
  } catch (error) {
    await rm(partial, { force: true });
    throw described(error, directory);
  }
}
