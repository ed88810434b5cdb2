import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { backupKindSchema } from '../../schemas/backup.ts';
import { BackupError } from '../error.ts';

/*
 * The two lines of text that a backup begins with, so that a directory of them can be listed without the passphrase.
 * Nothing is decided by them that the encrypted manifest does not say again.
 */

const MAGIC = 'drover-backup 1\n';
const FAMILY = 'drover-backup ';
export const HEADER_BYTES_MAX = 2_048;

const headerSchema = z.strictObject({
  createdAt: z.iso.datetime(),
  kind: backupKindSchema,
  serverVersion: z.string().max(100),
});
export type BackupHeader = z.infer<typeof headerSchema>;

export function encodeHeader(header: BackupHeader): Buffer {
  return Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`);
}

/** `start` is the beginning of a file. `length` is where the encrypted part begins. Throws `damaged` and `too-new`. */
export function decodeHeader(start: Buffer): { readonly header: BackupHeader; readonly length: number } {
  const text = start.subarray(0, HEADER_BYTES_MAX).toString('latin1');
  if (!text.startsWith(MAGIC)) {
    const isOurs = /^drover-backup \d+\n/.test(text) && text.startsWith(FAMILY);
    if (isOurs)
      throw new BackupError('too-new', 'It was made by a later version of Drover; restore it with that.');
    throw new BackupError('damaged', 'It is no backup of Drover, or its beginning is damaged.');
  }
  const end = text.indexOf('\n', MAGIC.length);
  const line = end < 0 ? null : start.subarray(MAGIC.length, end).toString('utf8');
  const parsed = headerSchema.safeParse(parseJson(line));
  if (!parsed.success) throw new BackupError('damaged', 'Its first lines are damaged.');
  return { header: parsed.data, length: end + 1 };
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function readHeader(file: FileHandle): Promise<ReturnType<typeof decodeHeader>> {
  const start = Buffer.alloc(HEADER_BYTES_MAX);
  const { bytesRead } = await file.read(start, 0, HEADER_BYTES_MAX, 0);
  return decodeHeader(start.subarray(0, bytesRead));
}
