import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, type ClusterOptions, openCluster } from '../../e2e/cluster/cluster.ts';
import { docker, lab } from '../../lab/harness/lab.ts';
import { findServer, stopServer } from '../../lab/harness/server-process.ts';
import { type Engine, openEngines } from './engine.ts';

const HOSTS = 3;

export interface Bench {
  readonly cluster: Cluster;
  readonly engines: readonly Engine[];
  /** Done when the bench is over, however it ends; the last one first. */
  later(close: () => Promise<unknown>): void;
}

export interface BenchOptions extends Pick<ClusterOptions, 'env'> {
  /** Present on every host before anything is measured. */
  readonly image: string;
}

type Closer = () => Promise<unknown>;

/** What has to go whatever was reached: the server, wherever its start has got to, the lab, and the files of both. */
async function prepare(closers: Closer[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-bench-'));
  // PostgreSQL runs as another user than root, who must be able to come here.
  await chmod(directory, 0o755);
  const dataDir = join(directory, 'server');
  closers.push(() => rm(directory, { recursive: true, force: true }));
  closers.push(() => lab('down'));
  closers.push(async () => {
    const pid = await findServer(dataDir);
    if (pid !== null) await stopServer(pid, 'SIGTERM');
  });
  return dataDir;
}

/**
 * A server, three enrolled hosts with the image present on each, and the engines' API, for as long as the work takes.
 * All of it is taken down afterwards, also when the work throws or somebody interrupts it.
 */
export async function withBench<T>(
  { image, env }: BenchOptions,
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const closers: Closer[] = [];
  const closeAll = async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      await close().catch((error: unknown) => process.stderr.write(`not taken down: ${String(error)}\n`));
    }
  };
  const interrupt = () => void closeAll().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const dataDir = await prepare(closers);
    const cluster = await openCluster(HOSTS, { env, dataDir });
    await Promise.all(cluster.hosts.map((host) => docker(host, 'pull', '-q', image)));
    return await work({
      cluster,
      engines: openEngines(cluster.hosts),
      later: (close) => closers.push(close),
    });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await closeAll();
  }
}
