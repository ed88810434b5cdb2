import { type Cluster, type ClusterOptions, openCluster } from '../../e2e/cluster/cluster.ts';
import { docker } from '../../lab/harness/lab.ts';
import { type Engine, openEngines } from './engine.ts';

const HOSTS = 3;

export interface Bench {
  readonly cluster: Cluster;
  readonly engines: readonly Engine[];
  /** Done when the bench is over, however it ends; the last one first. */
  later(close: () => Promise<unknown>): void;
}

export interface BenchOptions extends ClusterOptions {
  /** Present on every host before anything is measured. */
  readonly image: string;
}

/**
 * A server, three enrolled hosts with the image present on each, and the engines' API, for as long as the work takes.
 * All of it is taken down afterwards, also when the work throws or somebody interrupts it.
 */
export async function withBench<T>(options: BenchOptions, work: (bench: Bench) => Promise<T>): Promise<T> {
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      await close().catch((error: unknown) => process.stderr.write(`not taken down: ${String(error)}\n`));
    }
  };
  const interrupt = () => void closeAll().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const cluster = await openCluster(HOSTS, options);
    closers.push(() => cluster.close());
    await Promise.all(cluster.hosts.map((host) => docker(host, 'pull', '-q', options.image)));
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
