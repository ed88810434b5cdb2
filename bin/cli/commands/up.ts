import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Command, InvalidArgumentError } from 'commander';
import type { ComposePlan } from '../../../server/schemas/stack.ts';
import { CliError } from '../failure.ts';
import { openSession, type Session } from '../session.ts';
import { waitUntilSettled } from '../wait.ts';

interface UpOptions {
  file: string;
  rancherFile?: string;
  stack?: string;
  envFile?: string;
  upgrade?: boolean;
  plan?: boolean;
  start: boolean;
  wait?: boolean;
  waitTimeout: number;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CliError(
      'not-found',
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function readVariables(envFile: string | undefined): Promise<Record<string, string>> {
  const inherited = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const fromFile = envFile === undefined ? {} : parseEnv(await readText(envFile));
  const defined = Object.entries(fromFile).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries([...inherited, ...defined]);
}

/** Only the variables that the files name travel to the server; a shell holds secrets that are none of its business. */
function pickNamed(variables: Record<string, string>, texts: readonly string[]): Record<string, string> {
  const named = new Set(
    texts.flatMap((text) => [...text.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].map((found) => found[1])),
  );
  const bare = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/^\s*-\s*["']?([A-Za-z_][A-Za-z0-9_]*)["']?\s*$/gm)].map((found) => found[1]),
    ),
  );
  return Object.fromEntries(Object.entries(variables).filter(([name]) => named.has(name) || bare.has(name)));
}

function defaultStackName(file: string): string {
  return basename(dirname(resolve(file))).replaceAll('.', '-');
}

function tellPlan(session: Session, plan: ComposePlan): void {
  for (const warning of plan.warnings) {
    session.output.progress(
      `warning: ${warning.file}:${warning.line}:${warning.column} ${warning.path}: ${warning.message}`,
    );
  }
  const rows = plan.services.map((service) => ({
    service: service.name,
    change: service.change,
    scale: service.scale,
    image: service.image,
    fields: service.changedFields.join(', '),
  }));
  session.output.table(
    rows,
    ['service', 'change', 'scale', 'image', 'fields'].map((key) => ({ key, title: key.toUpperCase() })),
    plan,
  );
}

function refuseProblems(plan: ComposePlan): void {
  if (plan.problems.length === 0) return;
  const lines = plan.problems.map(
    (one) => `${one.file}:${one.line}:${one.column} ${one.path}: ${one.message}`,
  );
  throw new CliError('compose-invalid', `Nothing was changed.\n${lines.join('\n')}`);
}

async function up(options: UpOptions, command: Command): Promise<void> {
  const session = await openSession(command);
  const { client, environmentId } = session;
  const compose = await readText(options.file);
  const rancherCompose = options.rancherFile === undefined ? '' : await readText(options.rancherFile);
  const variables = pickNamed(await readVariables(options.envFile), [compose, rancherCompose]);
  const stackName = options.stack ?? defaultStackName(options.file);
  const input = { environmentId, stackName, compose, rancherCompose, variables };
  if (options.plan) {
    const plan = await client.stacks.planCompose.query(input);
    refuseProblems(plan);
    tellPlan(session, plan);
    return;
  }
  const { stackId, plan } = await client.stacks.applyCompose.mutate({
    ...input,
    start: options.start,
    upgrade: options.upgrade === true,
  });
  tellPlan(session, plan);
  const left = plan.services.filter((service) => service.change === 'update').map((service) => service.name);
  if (left.length > 0 && !options.upgrade) {
    session.output.progress(
      `${left.join(', ')}: the file differs from what runs. Run again with --upgrade to change it.`,
    );
  }
  if (options.wait)
    await waitUntilSettled(session, { kind: 'stack', stackId, label: stackName }, options.waitTimeout * 1000);
}

export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0) throw new InvalidArgumentError('Give a number of seconds.');
  return seconds;
}

export function addUp(program: Command): void {
  program
    .command('up')
    .description('make a stack of a compose file, or bring it up to date')
    .option('-f, --file <path>', 'compose file', 'docker-compose.yml')
    .option('--rancher-file <path>', 'rancher-compose.yml beside it')
    .option('-s, --stack <name>', 'name of the stack; the directory when not given')
    .option('-e, --env-file <path>', 'values for $VARIABLES; the environment when not given')
    .option('--upgrade', 'also change services that differ')
    .option('--plan', 'only say what would be done')
    .option('--no-start', 'make services without starting them')
    .option('--wait', 'until everything runs')
    .option('--wait-timeout <seconds>', 'give up waiting after', parseSeconds, 600)
    .action(up);
}
