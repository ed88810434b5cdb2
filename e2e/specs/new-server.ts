import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAgentImage } from '../../lab/harness/agent-image.ts';
import { type LabHost, lab, labStatus } from '../../lab/harness/lab.ts';
import { type ServerProcess, startServer } from '../../lab/harness/server-process.ts';

const PORT = Number(process.env.DROVER_TEST_PORT ?? 8182);
const AGENT_IMAGE = 'agent-image.tar.gz';

export interface NewServer {
  readonly url: string;
  /** The address at which hosts reach it. */
  readonly publicUrl: string;
  readonly hosts: readonly LabHost[];
  stop(): Promise<void>;
  /** After `stop`: with all that it knew, and with more environment variables. */
  start(env?: Record<string, string>): Promise<void>;
  /** It is lost with all that it knew; a new one, which knows nothing, stands at the same address. */
  replace(): Promise<void>;
  close(): Promise<void>;
}

/** A server that nobody has set up, beside a lab of fresh hosts that nobody has enrolled. */
export async function openNewServer(hostCount: number, env: Record<string, string> = {}): Promise<NewServer> {
  await lab('down');
  await lab('up', hostCount);
  await lab('images', 'debian', 'busybox', 'node', 'nginx', 'web');
  const directory = await mkdtemp(join(tmpdir(), 'drover-ui-'));
  let dataDir = join(directory, 'server');
  await buildAgentImage(join(dataDir, AGENT_IMAGE));
  const status = await labStatus();
  const publicUrl = `http://${status.server}:${PORT}`;
  const begin = (more: Record<string, string> = {}) =>
    startServer({ dataDir, port: PORT, publicUrl, env: { ...env, ...more } });
  let server: ServerProcess | null = await begin();
  const { url } = server;
  const stop = async () => {
    await server?.stop();
    server = null;
  };
  return {
    url,
    publicUrl,
    hosts: status.hosts.slice(0, hostCount),
    stop,
    async start(more) {
      server = await begin(more);
    },
    async replace() {
      await stop();
      const lost = dataDir;
      dataDir = await mkdtemp(join(directory, 'successor-'));
      await rename(join(lost, AGENT_IMAGE), join(dataDir, AGENT_IMAGE));
      await rm(lost, { recursive: true, force: true });
      server = await begin();
    },
    async close() {
      await stop();
      await lab('down');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
