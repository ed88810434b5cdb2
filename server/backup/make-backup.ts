import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from '../db/embedded/if-present.ts';
import { VERSION } from '../domain/version.ts';
import type { BackupKind } from '../schemas/backup.ts';
import { withConnection } from './copy/connection.ts';
import { copyOut } from './copy/copy-out.ts';
import { BackupError } from './error.ts';
import { type WriteLimits, writeBackup } from './file/write-backup.ts';
import { backupName } from './name.ts';
import { removeOldPartials } from './write-whole.ts';

/** The old rows of everything are kept for as long as it takes, so it may not take for ever. */
const DEADLINE_MS = 30 * 60 * 1000;

export interface BackupOrder {
  readonly url: string;
  readonly directory: string;
  readonly passphrase: string;
  readonly kind: BackupKind;
  readonly at: Date;
  /** Other than the usual. */
  readonly limits?: WriteLimits;
  readonly deadlineMs?: number;
  readonly workFactor?: number;
}

async function isTaken(path: string): Promise<boolean> {
  return (await ifPresent(stat(path))) !== null;
}

/** Makes one backup of the database at `url` and returns its name. Throws `BackupError`; no half file is ever left. */
export async function makeBackup(order: BackupOrder): Promise<string> {
  const { url, directory, kind, at, limits, deadlineMs = DEADLINE_MS } = order;
  await removeOldPartials(directory);
  const name = backupName(at, kind);
  const path = join(directory, name);
  if (await isTaken(path)) throw new BackupError('busy', 'One was made this very second. Try again.');
  const about = { createdAt: at.toISOString(), kind, serverVersion: VERSION };
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    await withConnection(url, deadlineMs, (client) => {
      const { passphrase, workFactor } = order;
      const frames = copyOut(client, about);
      return writeBackup(path, { header: about, frames, passphrase, workFactor }, { limits, signal });
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    const minutes = Math.ceil(deadlineMs / 60_000);
    throw new BackupError('too-slow', `The backup was given up after ${minutes} min.`, { cause: error });
  }
  return name;
}
