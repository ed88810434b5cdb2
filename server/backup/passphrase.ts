import { readFile } from 'node:fs/promises';
import { type BackupEnv, PASSPHRASE_LENGTH_MIN } from '../lib/env.ts';
import { BackupError } from './error.ts';

export const HOW_TO =
  'Start the server with DROVER_BACKUP_PASSPHRASE_FILE, the path of a file with a passphrase of your choice ' +
  '(or DROVER_BACKUP_PASSPHRASE). Keep a copy of it elsewhere: without it no backup can be restored.';

/** Throws `not-ready`, with what is wrong and what to do. */
export async function readPassphrase({ passphrase, passphraseFile }: BackupEnv): Promise<string> {
  if (passphrase !== null) return passphrase;
  if (passphraseFile === null) throw new BackupError('not-ready', HOW_TO);
  const path = passphraseFile;
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const message = `The file of the passphrase, ${path}, cannot be read (${cause.code}). Put it there, readable by the server's user.`;
    throw new BackupError('not-ready', message, { cause });
  });
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line.length < PASSPHRASE_LENGTH_MIN)
    throw new BackupError(
      'not-ready',
      `The first line of ${path} is the passphrase of backups and must have at least ${PASSPHRASE_LENGTH_MIN} characters.`,
    );
  return line;
}
