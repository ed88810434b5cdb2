import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface as readLines } from 'node:readline';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError } from '../failure.ts';
import type { Output } from '../output.ts';
import { outputOf } from '../session.ts';

/*
 * Both work where no server runs, so they do not ask one: they start the part of the server that knows how.
 */

const HOME = fileURLToPath(new URL('../../..', import.meta.url));
const OFFLINE = join(HOME, 'server/main/offline.ts');

const lineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('backup'),
    path: z.string(),
    createdAt: z.string(),
    serverVersion: z.string(),
    tableCount: z.number(),
    rowCount: z.number(),
    target: z.string(),
  }),
  z.object({
    kind: z.literal('restored'),
    tableCount: z.number(),
    rowCount: z.number(),
    before: z.string().nullable(),
  }),
  z.object({ kind: z.literal('drill'), path: z.string() }),
  z.object({ kind: z.literal('step'), step: z.string(), durationMs: z.number(), found: z.string() }),
  z.object({ kind: z.literal('passed') }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
]);
type Line = z.infer<typeof lineSchema>;
type LineOf<K extends Line['kind']> = Extract<Line, { kind: K }>;

interface Where {
  data?: string;
}

function environmentFor({ data }: Where): NodeJS.ProcessEnv {
  const { DROVER_DATA_DIR } = process.env;
  return {
    DROVER_LOG_LEVEL: 'error',
    ...process.env,
    DROVER_DATA_DIR: data === undefined ? (DROVER_DATA_DIR ?? join(HOME, 'data')) : resolve(data),
    // A data directory named on the command line means the database in it.
    DATABASE_URL: data === undefined ? process.env.DATABASE_URL : undefined,
  };
}

/** Runs a task to its end and tells each line as it comes; what is no line of ours is its log. */
async function runOffline(
  args: readonly string[],
  where: Where,
  tell: (line: Line) => void,
): Promise<Line[]> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', OFFLINE, ...args], {
    env: environmentFor(where),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  const lines: Line[] = [];
  for await (const text of readLines({ input: child.stdout })) {
    const line = lineSchema.safeParse(parseJson(text));
    if (!line.success) process.stderr.write(`${text}\n`);
    else {
      lines.push(line.data);
      tell(line.data);
    }
  }
  const code = await ended;
  const failure = lines.find((line): line is LineOf<'failed'> => line.kind === 'failed');
  if (failure) throw new CliError(failure.code, failure.message);
  if (code !== 0) throw new CliError('failed', `It ended with ${code ?? 'a signal'} and did not say why.`);
  return lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function agree(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new CliError('not-confirmed', `${question} Say so with --yes.`, 2);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`${question} Type "yes": `);
  lines.close();
  if (answer.trim() !== 'yes') throw new CliError('not-confirmed', 'Nothing was changed.');
}

interface RestoreOptions extends Where {
  replace?: boolean;
  yes?: boolean;
}

async function restore(file: string, options: RestoreOptions, command: Command): Promise<void> {
  const output = outputOf(command);
  const path = resolve(file);
  const [found] = await runOffline(['inspect', path], options, () => undefined);
  if (found?.kind !== 'backup') throw new CliError('failed', 'The backup could not be read.');
  output.progress(
    `${file} is whole: made ${found.createdAt} by Drover ${found.serverVersion}, ${found.tableCount} tables, ${found.rowCount} rows.`,
  );
  const kept = options.replace ? ' What is there is put aside and kept.' : '';
  if (!options.yes) await agree(`It is restored into ${found.target}.${kept}`);
  const flags = options.replace ? ['--replace'] : [];
  const lines = await runOffline([...flags, 'restore', path], options, () => undefined);
  const done = lines.find((line): line is LineOf<'restored'> => line.kind === 'restored');
  if (!done) throw new CliError('failed', 'It ended without a word.');
  const aside =
    done.before === null ? '' : ` What was there is in ${done.before}; delete it when all is well.`;
  output.done(
    `Restored ${done.rowCount} rows of ${done.tableCount} tables.${aside} Start the server; sign in again.`,
    done,
  );
}

function tellStep(output: Output, line: Line): void {
  if (line.kind === 'drill') output.progress(`Drill with ${line.path}`);
  if (line.kind === 'step')
    output.progress(
      `${String(line.durationMs).padStart(7)} ms  ${line.step}${line.found && `: ${line.found}`}`,
    );
}

async function drill(file: string | undefined, options: Where, command: Command): Promise<void> {
  const output = outputOf(command);
  const args = ['drill', ...(file === undefined ? [] : [resolve(file)])];
  const lines = await runOffline(args, options, (line) => tellStep(output, line));
  output.done('The drill passed: this backup can be restored.', lines);
}

export function addRestore(program: Command): void {
  const passphrase =
    'The passphrase is taken from DROVER_BACKUP_PASSPHRASE or DROVER_BACKUP_PASSPHRASE_FILE.';
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .option(
      '--data <dir>',
      'data directory of the server, which must not run; else DATABASE_URL or DROVER_DATA_DIR',
    )
    .option('--replace', 'put a database that is not empty aside')
    .option('-y, --yes', 'do not ask')
    .description(`put back everything a server knew. ${passphrase}`)
    .action(restore);
  program
    .command('drill')
    .argument('[file]', 'a backup; without it the newest in the directory of this machine')
    .option('--data <dir>', 'data directory of the server')
    .description(`restore a backup into a PostgreSQL that is thrown away, and look at it. ${passphrase}`)
    .action(drill);
}
