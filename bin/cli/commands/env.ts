import type { Command } from 'commander';
import { createDroverClient } from '../../../server/client/index.ts';
import { loadConfig, saveConfig } from '../config.ts';
import { CliError } from '../failure.ts';
import { outputOf } from '../session.ts';

async function open(command: Command) {
  const config = await loadConfig();
  return {
    config,
    client: createDroverClient({ url: config.url, key: config.key }),
    output: outputOf(command),
  };
}

async function list(_options: unknown, command: Command): Promise<void> {
  const { config, client, output } = await open(command);
  const environments = await client.environments.list.query();
  const rows = environments.map((one) => ({
    current: one.id === config.environment || environments.length === 1 ? '*' : '',
    name: one.name,
    role: one.role,
    hosts: one.hostCount,
    stacks: one.stackCount,
    id: one.id,
  }));
  const columns = ['current', 'name', 'role', 'hosts', 'stacks', 'id'].map((key) => ({
    key,
    title: key === 'current' ? '' : key.toUpperCase(),
  }));
  output.table(rows, columns, environments);
}

async function use(name: string, _options: unknown, command: Command): Promise<void> {
  const { config, client, output } = await open(command);
  const environments = await client.environments.list.query();
  const found = environments.find((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase());
  if (!found)
    throw new CliError('not-found', `No environment "${name}". \`drover env\` lists those you may use.`);
  await saveConfig({ ...config, environment: found.id });
  output.done(`Using environment ${found.name}.`, found);
}

async function create(name: string, _options: unknown, command: Command): Promise<void> {
  const { client, output } = await open(command);
  const made = await client.environments.create.mutate({ name });
  output.done(`Environment ${made.name} is there. \`drover env use ${made.name}\` works in it.`, made);
}

export function addEnv(program: Command): void {
  const env = program.command('env').description('environments you may use').action(list);
  env.command('ls', { isDefault: true }).description('list them').action(list);
  env.command('use').argument('<name>').description('work in this one from now on').action(use);
  env.command('create').argument('<name>').description('make one; you become its owner').action(create);
}
