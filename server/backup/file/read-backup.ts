import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupError } from '../error.ts';
import { decrypted } from './encryption.ts';
import { decodeFrames, type Frame } from './frame.ts';
import { readHeader } from './header.ts';
import { decodeJson, type Ending, endingSchema, type Manifest, manifestSchema } from './manifest.ts';

/** The rows of one table, to be read to their end before the next table is asked for. */
export interface TableContent {
  readonly name: string;
  readonly rows: AsyncIterable<Buffer>;
}

/** One reading of a backup from its beginning to its end. */
export interface BackupContent {
  readonly manifest: Manifest;
  tables(): AsyncIterable<TableContent>;
  /** After the last table. */
  ending(): Ending;
}

class Frames {
  readonly #frames: AsyncIterator<Frame>;
  #ahead: Frame | null = null;
  #ended = false;

  constructor(stream: AsyncIterable<Buffer>) {
    this.#frames = decodeFrames(stream)[Symbol.asyncIterator]();
  }

  /** The next frame without taking it; null at the end. */
  async peek(): Promise<Frame | null> {
    if (this.#ahead === null && !this.#ended) {
      const { value, done } = await this.#frames.next();
      this.#ended = done === true;
      this.#ahead = done ? null : value;
    }
    return this.#ahead;
  }

  async take(): Promise<Frame> {
    const frame = await this.peek();
    if (frame === null) throw new BackupError('damaged', 'It ends in the middle.');
    this.#ahead = null;
    return frame;
  }
}

async function* rowsOf(frames: Frames): AsyncGenerator<Buffer> {
  while ((await frames.peek())?.kind === 'D') yield (await frames.take()).bytes;
}

async function readContent(stream: AsyncIterable<Buffer>): Promise<BackupContent> {
  const frames = new Frames(stream);
  const first = await frames.take();
  if (first.kind !== 'M')
    throw new BackupError('damaged', 'It does not begin with what it says about itself.');
  const manifest = decodeJson(manifestSchema, first.bytes);
  let ending: Ending | null = null;
  return {
    manifest,
    async *tables() {
      for (;;) {
        const frame = await frames.take();
        if (frame.kind === 'E') {
          ending = decodeJson(endingSchema, frame.bytes);
          // To the very end: only there does the encryption say that nothing was cut off or put behind.
          if ((await frames.peek()) !== null) throw new BackupError('damaged', 'It goes on after its end.');
          return;
        }
        if (frame.kind !== 'T') throw new BackupError('damaged', 'Its parts are not in order.');
        yield { name: frame.bytes.toString('utf8'), rows: rowsOf(frames) };
      }
    },
    ending() {
      if (ending === null) throw new Error('The tables have not been read.');
      return ending;
    },
  };
}

/** How the system says that it could not read: EIO, ENOMEM. Packages have codes, too, but with underscores. */
const SYSTEM_CODE = /^E[A-Z0-9]+$/;

function asDamage(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof BackupError || SYSTEM_CODE.test(code)) return error;
  return new BackupError('damaged', 'It was cut off or altered.', { cause: error });
}

/** Whether encryption or compression found it out, it is all one to whoever reads. */
async function* readable(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw asDamage(error);
  }
}

async function openPlain(file: FileHandle, passphrase: string): Promise<Readable> {
  const { length } = await readHeader(file);
  const sealed = file.createReadStream({ start: length, autoClose: false });
  const compressed = await decrypted(sealed, passphrase);
  const plain = createGunzip();
  // What goes wrong on the way comes out at its end, where it is read.
  pipeline(compressed, plain).catch((error: Error) => plain.destroy(error));
  return plain;
}

/**
 * Reads a backup with `work`; what `work` has not read to its end is not known to be whole. Throws `not-found`,
 * `damaged`, `too-new` and `wrong-passphrase`.
 */
export async function readBackup<T>(
  path: string,
  passphrase: string,
  work: (content: BackupContent) => Promise<T>,
): Promise<T> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BackupError('not-found', `There is no file ${path}.`);
    throw error;
  });
  try {
    const plain = await openPlain(file, passphrase);
    try {
      return await work(await readContent(readable(plain)));
    } finally {
      plain.destroy();
    }
  } finally {
    await file.close();
  }
}
