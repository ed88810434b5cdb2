import type { Command } from 'commander';
import { createDroverClient } from '../../server/client/index.ts';
import { loadConfig } from './config.ts';
import { CliError } from './failure.ts';
import { createOutput, type Output } from './output.ts';

export type Client = ReturnType<typeof createDroverClient>;

export interface Session {
  readonly client: Client;
  readonly environmentId: string;
  readonly output: Output;
}

interface GlobalOptions {
  json?: boolean;
  environment?: string;
}

export function outputOf(command: Command): Output {
  return createOutput(command.optsWithGlobals<GlobalOptions>().json === true);
}

async function resolveEnvironment(client: Client, wanted: string | null): Promise<string> {
  const environments = await client.environments.list.query();
  if (wanted !== null) {
    const found = environments.find(
      (one) => one.id === wanted || one.name.toLowerCase() === wanted.toLowerCase(),
    );
    if (found) return found.id;
    throw new CliError('not-found', `No environment "${wanted}". \`drover env\` lists those you may use.`);
  }
  const [only, ...others] = environments;
  if (only && others.length === 0) return only.id;
  if (!only)
    throw new CliError('not-found', 'You are not a member of any environment. Ask its owner to add you.');
  throw new CliError(
    'environment-needed',
    'You can use several environments. Choose one with `drover env use NAME`.',
  );
}

/** A signed-in client in one environment: --environment, then DROVER_ENVIRONMENT, then `drover env use`, then the only one. */
export async function openSession(command: Command): Promise<Session> {
  const config = await loadConfig();
  const options = command.optsWithGlobals<GlobalOptions>();
  const client = createDroverClient({ url: config.url, key: config.key });
  const environmentId = await resolveEnvironment(client, options.environment ?? config.environment);
  return { client, environmentId, output: outputOf(command) };
}
