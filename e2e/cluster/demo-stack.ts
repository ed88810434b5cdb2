import { applyFiles, waitForStack } from '../../lab/harness/stacks.ts';
import type { Cluster } from './cluster.ts';
import { Workload } from './workload.ts';

export const DEMO_STACK = 'WEB-Server';
const FILES = new URL('../../lab/demo/web-server/', import.meta.url);
const SETTLE_TIMEOUT_MS = 180_000;

/** The demo's stack: ten nginx, and Front on a published port of every host. */
export interface DemoStack {
  readonly stackId: string;
  readonly nginx: Workload;
  readonly front: Workload;
}

/** Deploys the stack that `bin/demo` shows and waits until all of it runs. */
export async function deployDemo(cluster: Cluster): Promise<DemoStack> {
  const stackId = await applyFiles(cluster, DEMO_STACK, FILES);
  const services = await waitForStack(cluster, stackId, SETTLE_TIMEOUT_MS);
  const of = (name: string) => {
    const service = services.find((one) => one.name === name);
    if (!service) throw new Error(`The demo's stack has no service ${name}.`);
    return Workload.of(cluster, { stackName: DEMO_STACK, serviceName: name, stackId, serviceId: service.id });
  };
  return { stackId, nginx: of('Nginx-cluster'), front: of('Front') };
}
