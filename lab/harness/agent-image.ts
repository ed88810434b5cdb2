import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const BUILD_TIMEOUT_MS = 600_000;

/** Builds the agent's image where it is missing or older than its sources: into the lab's registry, and into `file` for the server to serve. */
export async function buildAgentImage(file: string): Promise<void> {
  const builder = fileURLToPath(new URL('../../bin/build-agent', import.meta.url));
  await run(builder, [file], { timeoutMs: BUILD_TIMEOUT_MS });
}
