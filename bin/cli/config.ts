import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CliError, WRONG_USAGE } from './failure.ts';

const configSchema = z.object({
  url: z.string(),
  key: z.string(),
  /** Id of the environment that commands work in. */
  environment: z.string().nullable().default(null),
});
export type CliConfig = z.infer<typeof configSchema>;

export function configPath(): string {
  if (process.env.DROVER_CONFIG) return process.env.DROVER_CONFIG;
  const base = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
  return join(base, 'drover', 'cli.json');
}

/** Without a slash at its end. Refused before anything is sent to where it might lead. */
export function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text.replace(/\/+$/, '');
  throw new CliError(
    'invalid-input',
    `"${text}" is not the address of a server. Write it as http://address:port or https://address.`,
    WRONG_USAGE,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function readStored(): Promise<CliConfig | null> {
  let text: string;
  try {
    text = await readFile(configPath(), 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return configSchema.parse(JSON.parse(text));
  } catch {
    throw new CliError(
      'config-invalid',
      `${configPath()} cannot be read. Run \`drover login URL\` to write it anew.`,
    );
  }
}

/** DROVER_URL, DROVER_KEY and DROVER_ENVIRONMENT win over what `drover login` stored. */
export async function loadConfig(): Promise<CliConfig> {
  const stored = await readStored();
  const url = process.env.DROVER_URL ?? stored?.url;
  const key = process.env.DROVER_KEY ?? stored?.key;
  if (!url || !key) {
    throw new CliError(
      'not-signed-in',
      'Not signed in. Run `drover login URL`, or set DROVER_URL and DROVER_KEY.',
    );
  }
  return {
    url: serverAddress(url),
    key,
    environment: process.env.DROVER_ENVIRONMENT ?? stored?.environment ?? null,
  };
}

/** The key is a credential: the file is readable by its owner alone from the first byte. */
export async function saveConfig(config: CliConfig): Promise<void> {
  const path = configPath();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}
