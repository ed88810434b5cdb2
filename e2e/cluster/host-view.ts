import type { LabHost } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { HostState, HostView } from '../../server/schemas/host.ts';
import type { Cluster } from './cluster.ts';

const STATE_TIMEOUT_MS = 90_000;

/** The machine as Drover shows it. */
export async function viewOf({ client, environmentId }: Cluster, host: LabHost): Promise<HostView> {
  const hosts = await client.hosts.list.query({ environmentId });
  const view = hosts.find((one) => one.address === host.address);
  if (!view) throw new Error(`Drover does not know ${host.name}.`);
  return view;
}

export async function waitForHostState(cluster: Cluster, host: LabHost, state: HostState): Promise<HostView> {
  return waitUntil(
    async () => {
      const view = await viewOf(cluster, host);
      if (view.state === state) return view;
      throw new Error(`it is ${view.state}`);
    },
    { timeoutMs: STATE_TIMEOUT_MS, what: `${host.name} to be ${state}`, everyMs: 50 },
  );
}
