import { expect } from 'vitest';
import { engineApi } from '../../lab/harness/engine-api.ts';
import type { LabHost } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { Cluster, EngineContainer } from './cluster.ts';
import { describeTraffic, Traffic } from './traffic.ts';

/** `[time] destructive 5: deleted in the console → running 0.41 s` */
export function tellTime(title: string, ms: number): void {
  console.log(`[time] ${title} ${(ms / 1000).toFixed(2)} s`);
}

/** Visitors of the demo's Front on these hosts while the test goes on. None of them may be turned away. */
export async function underTraffic<T>(
  title: string,
  hosts: readonly LabHost[],
  work: () => Promise<T>,
): Promise<T> {
  const traffic = await Traffic.start(hosts);
  const result = await work().finally(() => traffic.close());
  const report = traffic.report();
  console.log(`[traffic] ${title}: ${describeTraffic(report)}`);
  expect(report.failures, 'requests lost').toEqual([]);
  for (const host of hosts) expect(report.okByHost[host.name], host.name).toBeGreaterThan(0);
  return result;
}

const RUNNING_AGAIN_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 10;

export function hostNamed(cluster: Cluster, name: string): LabHost {
  const host = cluster.hosts.find((one) => one.name === name);
  if (!host) throw new Error(`The lab has no host ${name}.`);
  return host;
}

/** Until the engine runs another container under the name that this one had; hands back its id. */
export async function waitForSuccessor(host: LabHost, gone: EngineContainer): Promise<string> {
  const engine = engineApi(host);
  const filters = { label: [`io.rancher.container.name=${gone.name}`], status: ['running'] };
  return waitUntil(
    async () => (await engine.listContainers({ filters })).find((one) => one.Id !== gone.id)?.Id,
    {
      timeoutMs: RUNNING_AGAIN_TIMEOUT_MS,
      what: `another ${gone.name} on ${host.name}`,
      everyMs: LOOK_EVERY_MS,
    },
  );
}
