import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAgentImage } from '../../lab/harness/agent-image.ts';
import { type EnrolOptions, enrolHosts } from '../../lab/harness/enrol.ts';
import { docker, type LabHost, lab, labStatus } from '../../lab/harness/lab.ts';
import { type ServerProcess, startServer } from '../../lab/harness/server-process.ts';
import { type SignedIn, signIn } from '../../lab/harness/sign-in.ts';

const ADMINISTRATOR = { username: 'admin', password: 'a password for the lab only' };
export const PORT = Number(process.env.DROVER_TEST_PORT ?? 8181);

/** A server of its own with a new database, and lab hosts enrolled in it. */
export interface Cluster extends SignedIn {
  readonly hosts: readonly LabHost[];
  readonly publicUrl: string;
  /** The lab's own registry, which says plainly when it lacks an image. */
  readonly registry: string;
  readonly enrolment: EnrolOptions;
  server(): ServerProcess;
  /** What the server that runs keeps its database in. */
  dataDir(): string;
  /** Where the socket of an external PostgreSQL is. */
  readonly databaseDirectory?: string;
  /** After the server was stopped or killed: the same data directory again, or another one from now on. */
  startServerAgain(dataDir?: string): Promise<void>;
  /** Another checkout from the next start on; null: this one. */
  moveTo(home: string | null): void;
  addHost(number: number): Promise<LabHost>;
  close(): Promise<void>;
}

export interface ClusterOptions {
  /** The server's environment variables beside those that every test server has. */
  readonly env?: Record<string, string>;
  /** Where the server keeps its data; `<tmp>/…/server` without. */
  readonly dataDir?: string;
  /** What hosts call the server by; without, the address and port that it listens on. */
  readonly publicUrl?: (address: string) => string;
  readonly databaseDirectory?: string;
  /** The checkout that server and agents are of, when not this one. */
  readonly home?: string;
  /** Done to the lab's hosts before they have an agent. */
  readonly prepare?: () => Promise<void>;
}

export async function openCluster(hostCount: number, options: ClusterOptions = {}): Promise<Cluster> {
  const { env } = options;
  await lab('up', hostCount);
  await options.prepare?.();
  await lab('images', 'debian', 'busybox', 'node', 'nginx', 'web');
  const directory = options.dataDir === undefined ? await newDirectory() : null;
  let dataDir = options.dataDir ?? join(directory ?? '', 'server');
  let { home } = options;
  await buildAgentImage(join(dataDir, 'agent-image.tar.gz'), home);
  const status = await labStatus();
  const hosts = [...status.hosts.slice(0, hostCount)];
  const publicUrl = options.publicUrl?.(status.server ?? '') ?? `http://${status.server}:${PORT}`;
  const start = () => startServer({ dataDir, port: PORT, publicUrl, env, home });
  let server = await start();
  const { session, enrolment } = await moveIn(server, hosts, publicUrl);
  return {
    ...session,
    hosts,
    publicUrl,
    registry: status.registry ?? '',
    enrolment,
    server: () => server,
    dataDir: () => dataDir,
    databaseDirectory: options.databaseDirectory,
    async startServerAgain(other) {
      dataDir = other ?? dataDir;
      server = await start();
    },
    moveTo(other) {
      home = other ?? undefined;
    },
    async addHost(number) {
      await lab('up-host', number);
      const added = (await labStatus()).hosts.find((host) => host.number === number);
      if (!added) throw new Error(`The lab has no host ${number}.`);
      await enrolHosts([added], enrolment);
      return added;
    },
    async close() {
      // A lab that stays up would lend its old agents to the next cluster.
      await server.stop().finally(() => lab('down'));
      if (directory !== null) await rm(directory, { recursive: true, force: true });
    },
  };
}

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-cluster-'));
  // PostgreSQL runs as another user than root, and keeps its files elsewhere when that user may not come here.
  await chmod(directory, 0o755);
  return directory;
}

/** Signed in and with its hosts, or stopped: nobody else would stop it. */
async function moveIn(server: ServerProcess, hosts: readonly LabHost[], serverUrl: string) {
  try {
    const session = await signIn(server.url, ADMINISTRATOR);
    const enrolment = { client: session.client, environmentId: session.environmentId, serverUrl };
    await enrolHosts(hosts, enrolment);
    return { session, enrolment };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export interface EngineContainer {
  readonly host: string;
  readonly id: string;
  /** `{stack}-{service}-{index}`, from the label. */
  readonly name: string;
  readonly running: boolean;
}

/** What the engines themselves say they have of a stack; no part of Drover is asked. */
export async function onEngines(hosts: readonly LabHost[], stackName: string): Promise<EngineContainer[]> {
  const format = '{{.ID}}\t{{.Label "io.rancher.container.name"}}\t{{.State}}';
  const filter = `label=io.rancher.stack.name=${stackName}`;
  const lists = await Promise.all(
    hosts.map(async (host) => {
      const text = await docker(host, 'ps', '-a', '--no-trunc', '--filter', filter, '--format', format);
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const [id = '', name = '', state = ''] = line.split('\t');
          return { host: host.name, id, name, running: state === 'running' };
        });
    }),
  );
  return lists.flat().sort((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }));
}
