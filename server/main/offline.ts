import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import { listBackups } from '../backup/directory.ts';
import { runDrill } from '../backup/drill/run-drill.ts';
import { BackupError } from '../backup/error.ts';
import { inspectBackup } from '../backup/file/inspect-backup.ts';
import { readPassphrase } from '../backup/passphrase.ts';
import { restoreEmbedded } from '../backup/restore/restore-embedded.ts';
import { restoreExternal } from '../backup/restore/restore-external.ts';
import { EmbeddedPostgresError } from '../db/embedded/account.ts';
import { MigrationError } from '../db/migrate.ts';
import { systemClock } from '../lib/clock.ts';
import { type Env, EnvError, parseEnv } from '../lib/env.ts';
import { logger } from '../lib/logger.ts';

/*
 * What is done with a backup where no server runs. Started by `bin/drover restore` and `bin/drover drill`, which ask
 * first; one JSON object a line on stdout, so that the command line can tell people or programs.
 */

const REFUSALS = [BackupError, MigrationError, EmbeddedPostgresError, EnvError] as const;

function say(kind: string, facts: object): void {
  process.stdout.write(`${JSON.stringify({ kind, ...facts })}\n`);
}

async function newestIn({ backup: { directory } }: Env): Promise<string> {
  const [newest] = await listBackups(directory);
  if (newest === undefined)
    throw new BackupError('not-found', `There is no backup in ${directory}. \`drover backup\` makes one.`);
  return join(directory, newest.name);
}

async function inspect(env: Env, path: string): Promise<void> {
  const { manifest, ending } = await inspectBackup(path, await readPassphrase(env.backup));
  const rowCount = ending.tables.reduce((sum, table) => sum + table.rowCount, 0);
  const { createdAt, serverVersion } = manifest;
  const target =
    env.databaseUrl === null ? join(env.dataDir, 'postgres') : new URL(env.databaseUrl).pathname.slice(1);
  say('backup', { path, createdAt, serverVersion, tableCount: ending.tables.length, rowCount, target });
}

async function restore(env: Env, path: string, replace: boolean): Promise<void> {
  const passphrase = await readPassphrase(env.backup);
  const order = { path, passphrase, replace, at: new Date(systemClock.now()), logger };
  const { restored, before } =
    env.databaseUrl === null
      ? await restoreEmbedded({ ...order, dataDir: env.dataDir })
      : await restoreExternal({ ...order, url: env.databaseUrl });
  const rowCount = restored.tables.reduce((sum, table) => sum + table.rowCount, 0);
  say('restored', { tableCount: restored.tables.length, rowCount, before });
}

async function drill(env: Env, path: string): Promise<void> {
  say('drill', { path });
  const passphrase = await readPassphrase(env.backup);
  const done = (step: string, durationMs: number, found: string) => say('step', { step, durationMs, found });
  await runDrill({ path, passphrase, env, logger, monotonic: () => systemClock.monotonic(), done });
  say('passed', {});
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false } },
  });
  const [task, file] = positionals;
  const env = parseEnv();
  const path = file === undefined ? await newestIn(env) : isAbsolute(file) ? file : join(process.cwd(), file);
  if (task === 'inspect') await inspect(env, path);
  else if (task === 'restore') await restore(env, path, values.replace);
  else await drill(env, path);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const isRefusal = REFUSALS.some((refusal) => error instanceof refusal);
  const code = error instanceof BackupError ? error.code : 'failed';
  say('failed', { code, message: error instanceof Error ? error.message : String(error) });
  if (!isRefusal) logger.error({ err: error }, 'it failed');
  process.exit(1);
}
