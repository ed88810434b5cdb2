import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILD_TIMEOUT_MS = 600_000;

/** Builds the agent's image where it is missing or older than its sources: into the lab's registry, and into `file` for the server to serve. `home`: another checkout. */
export async function buildAgentImage(file: string, home = ROOT): Promise<void> {
  await run(join(home, 'bin/build-agent'), [file], { timeoutMs: BUILD_TIMEOUT_MS });
}
