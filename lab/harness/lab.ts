import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { run, tryRun } from './run.ts';

const BIN_LAB = fileURLToPath(new URL('../../bin/lab', import.meta.url));
const COMMAND_TIMEOUT_MS = 180_000;
const IMAGES_TIMEOUT_MS = 900_000;

const statusSchema = z.object({
  hosts: z.array(
    z.object({
      name: z.string(),
      number: z.number().int(),
      address: z.string(),
      dockerHost: z.string(),
      state: z.string(),
    }),
  ),
  registry: z.string().nullable(),
  server: z.string().nullable(),
});
export type LabStatus = z.infer<typeof statusSchema>;
export type LabHost = LabStatus['hosts'][number];

/** `bin/lab …`, waited for. */
export function lab(...args: (string | number)[]): Promise<string> {
  const timeoutMs = args[0] === 'images' || args[0] === 'image' ? IMAGES_TIMEOUT_MS : COMMAND_TIMEOUT_MS;
  return run(BIN_LAB, args.map(String), { timeoutMs });
}

export async function labStatus(): Promise<LabStatus> {
  return statusSchema.parse(JSON.parse(await lab('status', '--json')));
}

/** The docker command line on one host. */
export function docker(host: LabHost, ...args: string[]): Promise<string> {
  return run('docker', ['-H', host.dockerHost, ...args], { timeoutMs: COMMAND_TIMEOUT_MS });
}

/** A shell command line, exactly as a person would paste it, inside the host. */
export function shell(host: LabHost, commandLine: string): Promise<string> {
  return run(BIN_LAB, ['sh', String(host.number), 'sh', '-c', commandLine], {
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
}

/** The body of a page asked from inside the host, or null when nothing answers. */
export async function fetchFromHost(host: LabHost, url: string): Promise<string | null> {
  const result = await tryRun(BIN_LAB, ['sh', String(host.number), 'curl', '-sf', '-m', '5', url], {
    timeoutMs: 15_000,
  });
  return result.code === 0 ? result.stdout : null;
}
