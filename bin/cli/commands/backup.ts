import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Command } from 'commander';
import { createDroverClient } from '../../../server/client/index.ts';
import type { Backup } from '../../../server/schemas/backup.ts';
import { type CliConfig, loadConfig } from '../config.ts';
import { CliError } from '../failure.ts';
import { outputOf } from '../session.ts';

const DOWNLOAD_DEADLINE_MS = 60 * 60 * 1000;

async function connect() {
  const config = await loadConfig();
  return { config, client: createDroverClient({ url: config.url, key: config.key }) };
}

function refusalIn(body: unknown): string {
  const message = (body as { error?: { message?: unknown } } | null)?.error?.message;
  return typeof message === 'string' ? message : 'The backup could not be fetched.';
}

async function fetchBackup({ url, key }: CliConfig, name: string): Promise<Response> {
  try {
    return await fetch(`${url}/api/backups/${name}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(DOWNLOAD_DEADLINE_MS),
    });
  } catch {
    throw new CliError('unreachable', `The server at ${url} could not be reached.`, 3);
  }
}

/** Beside its place and renamed when every byte is on disk, so that the file is whole or not there. */
async function download(config: CliConfig, { name, sizeBytes }: Backup, path: string): Promise<void> {
  const response = await fetchBackup(config, name);
  if (!response.ok || response.body === null)
    throw new CliError('refused', refusalIn(await response.json().catch(() => null)));
  const partial = `${path}.partial-${process.pid}`;
  try {
    const body = Readable.fromWeb(response.body as unknown as ReadableStream);
    const sink = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(body, sink);
    if (sink.bytesWritten !== sizeBytes)
      throw new CliError('incomplete', `Only ${sink.bytesWritten} of ${sizeBytes} bytes arrived. Try again.`);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function refuseToOverwrite(path: string): Promise<void> {
  // Only what is absent may be written: a file that cannot be opened is somebody's.
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new CliError('exists', `${path} cannot be looked at (${error.code}). Name another file.`);
  });
  if (file === null) return;
  await file.close();
  throw new CliError('exists', `${path} is there already. Name another file.`);
}

async function make(file: string | undefined, _options: unknown, command: Command): Promise<void> {
  const output = outputOf(command);
  const { client, config } = await connect();
  if (file !== undefined) await refuseToOverwrite(file);
  const made = await client.backups.create.mutate();
  output.progress(`Made ${made.name} (${made.sizeBytes} bytes). Restoring it into a scratch database`);
  const check = await client.backups.check.mutate({ name: made.name });
  if (!check.ok) throw new CliError('damaged', `${made.name} is not whole: ${check.problem}`);
  if (file !== undefined) await download(config, made, file);
  const where = file === undefined ? 'It is on the server' : `It is on the server and in ${file}`;
  output.done(
    `${made.name} is whole: ${check.tableCount} tables, ${check.rowCount} rows. ${where}. ` +
      'Without the passphrase it is of no use: keep that elsewhere.',
    { ...made, check, file: file ?? null },
  );
}

function verdict({ verifiedAt, problem }: Backup): string {
  if (problem !== null) return problem;
  return verifiedAt === null ? 'not yet' : verifiedAt;
}

async function list(_options: unknown, command: Command): Promise<void> {
  const output = outputOf(command);
  const { client } = await connect();
  const overview = await client.backups.overview.query();
  if (overview.howTo !== null) output.progress(`No backup can be made. ${overview.howTo}`);
  if (overview.lastFailure !== null)
    output.progress(`The last one failed at ${overview.lastFailure.at}: ${overview.lastFailure.message}`);
  output.table(
    overview.backups.map((backup) => ({ ...backup, checked: verdict(backup) })),
    [
      { key: 'name', title: 'NAME' },
      { key: 'kind', title: 'KIND' },
      { key: 'sizeBytes', title: 'BYTES' },
      { key: 'serverVersion', title: 'VERSION' },
      { key: 'checked', title: 'FOUND WHOLE' },
    ],
    overview,
  );
}

async function check(name: string, _options: unknown, command: Command): Promise<void> {
  const { client } = await connect();
  const found = await client.backups.check.mutate({ name: basename(name) });
  if (!found.ok) throw new CliError('damaged', `${name} is not whole: ${found.problem}`);
  const { tableCount, rowCount, durationMs } = found;
  outputOf(command).done(
    `${name} is whole: ${tableCount} tables, ${rowCount} rows, restored in ${durationMs} ms.`,
    found,
  );
}

export function addBackup(program: Command): void {
  const backup = program
    .command('backup')
    .description('make, list and check backups of everything the server knows');
  backup
    .command('make', { isDefault: true })
    .argument('[file]', 'fetch it into this file, too')
    .description('make one now and restore it into a scratch database to see that it is whole')
    .action(make);
  backup.command('list').description('those in the directory of the server').action(list);
  backup.command('check').argument('<name>').description('restore one into a scratch database').action(check);
}
