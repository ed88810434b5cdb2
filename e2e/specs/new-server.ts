import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAgentImage } from '../../lab/harness/agent-image.ts';
import { type LabHost, lab, labStatus } from '../../lab/harness/lab.ts';
import { startServer } from '../../lab/harness/server-process.ts';

const PORT = Number(process.env.DROVER_TEST_PORT ?? 8182);

export interface NewServer {
  readonly url: string;
  /** The address at which hosts reach it. */
  readonly publicUrl: string;
  readonly hosts: readonly LabHost[];
  close(): Promise<void>;
}

/** A server that nobody has set up, beside a lab of fresh hosts that nobody has enrolled. */
export async function openNewServer(hostCount: number): Promise<NewServer> {
  await lab('down');
  await lab('up', hostCount);
  await lab('images', 'debian', 'busybox', 'node', 'nginx', 'web');
  const dataDir = await mkdtemp(join(tmpdir(), 'drover-ui-'));
  const serverDir = join(dataDir, 'server');
  await buildAgentImage(join(serverDir, 'agent-image.tar.gz'));
  const status = await labStatus();
  const publicUrl = `http://${status.server}:${PORT}`;
  const server = await startServer({ dataDir: serverDir, port: PORT, publicUrl });
  return {
    url: server.url,
    publicUrl,
    hosts: status.hosts.slice(0, hostCount),
    async close() {
      await server.stop();
      await lab('down');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
