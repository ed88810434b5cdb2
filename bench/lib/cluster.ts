import { openCluster } from '../../e2e/cluster/cluster.ts';
import { docker } from '../../lab/harness/lab.ts';
import { openEngines } from './engine.ts';

/** A server, three enrolled hosts with the image present on each, and the engines' API. */
export async function openBench(image: string) {
  const cluster = await openCluster(3);
  await Promise.all(cluster.hosts.map((host) => docker(host, 'pull', '-q', image)));
  return { cluster, engines: openEngines(cluster.hosts) };
}
