import { BackupError } from '../error.ts';
import { firstDifference } from './first-difference.ts';
import type { Ending, Manifest, Tally } from './manifest.ts';
import { readBackup } from './read-backup.ts';
import { RowDigest } from './row-digest.ts';

export interface BackupSummary {
  readonly manifest: Manifest;
  readonly ending: Ending;
}

/** Reads all of it and counts again, without a database. Throws as `readBackup` does when it is not whole. */
export function inspectBackup(path: string, passphrase: string): Promise<BackupSummary> {
  return readBackup(path, passphrase, async (content) => {
    const found: Tally[] = [];
    for await (const { name, rows } of content.tables()) {
      const digest = new RowDigest();
      for await (const chunk of rows) digest.add(chunk);
      found.push(digest.tally(name));
    }
    const ending = content.ending();
    const difference = firstDifference(ending.tables, found);
    if (difference !== null) throw new BackupError('damaged', `It is not what was written: ${difference}.`);
    return { manifest: content.manifest, ending };
  });
}
