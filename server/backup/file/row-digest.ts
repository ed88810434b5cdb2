import { hash } from 'node:crypto';
import type { Tally } from './manifest.ts';

const NEWLINE = 0x0a;
const WORDS = 8;

/**
 * Counts and digests rows as COPY writes them in text, where a line is a row and nothing else breaks a line. Equal for
 * two tables with the same rows in whatever order.
 */
export class RowDigest {
  readonly #sum = new Uint32Array(WORDS);
  #rest: Buffer = Buffer.alloc(0);
  #rowCount = 0;

  add(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const line = chunk.subarray(from, end);
      this.#addRow(this.#rest.length === 0 ? line : Buffer.concat([this.#rest, line]));
      this.#rest = Buffer.alloc(0);
      from = end + 1;
    }
    if (from < chunk.length) this.#rest = Buffer.concat([this.#rest, chunk.subarray(from)]);
  }

  #addRow(row: Buffer): void {
    const digest = hash('sha256', row, 'buffer');
    for (let word = 0; word < WORDS; word += 1) {
      this.#sum[word] = (this.#sum[word] ?? 0) + digest.readUInt32BE(word * 4);
    }
    this.#rowCount += 1;
  }

  tally(name: string): Tally {
    const digest = [...this.#sum].map((word) => word.toString(16).padStart(8, '0')).join('');
    return { name, rowCount: this.#rowCount, digest };
  }
}
