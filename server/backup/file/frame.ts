import { BackupError } from '../error.ts';

/*
 * What is inside the encryption and the compression: frames of one letter, a length in four bytes and as many bytes.
 *   M  the manifest, once, first
 *   T  the name of a table, whose rows follow
 *   D  rows of that table as COPY writes them, cut anywhere
 *   E  the end, once, last: what was written, to be counted again
 */

export type FrameKind = 'M' | 'T' | 'D' | 'E';

export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Buffer;
}

const HEAD_BYTES = 5;
/** COPY hands on what the network brought, 64 KiB; the manifest of a thousand tables is smaller than this, too. */
const BYTES_MAX = 4 * 1024 * 1024;
const KINDS = new Set<string>(['M', 'T', 'D', 'E']);

function isKind(letter: string): letter is FrameKind {
  return KINDS.has(letter);
}

export function* encodeFrame(kind: FrameKind, bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at === 0 || at < bytes.length; at += BYTES_MAX) {
    const part = bytes.subarray(at, at + BYTES_MAX);
    const head = Buffer.alloc(HEAD_BYTES);
    head.write(kind, 0, 'latin1');
    head.writeUInt32BE(part.length, 1);
    yield head;
    yield part;
  }
}

/** Throws `damaged` when the stream ends inside a frame or holds anything else than frames. */
export async function* decodeFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= HEAD_BYTES) {
      const kind = rest.toString('latin1', 0, 1);
      const length = rest.readUInt32BE(1);
      if (!isKind(kind) || length > BYTES_MAX)
        throw new BackupError('damaged', 'It holds what no backup holds.');
      if (rest.length < HEAD_BYTES + length) break;
      yield { kind, bytes: rest.subarray(HEAD_BYTES, HEAD_BYTES + length) };
      rest = rest.subarray(HEAD_BYTES + length);
    }
  }
  if (rest.length > 0) throw new BackupError('damaged', 'It ends in the middle.');
}
