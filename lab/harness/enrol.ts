import { docker, type LabHost, shell } from './lab.ts';
import type { Client } from './sign-in.ts';
import { waitUntil } from './wait-until.ts';

export interface EnrolOptions {
  readonly client: Client;
  readonly environmentId: string;
  /** Where the lab's hosts reach the server. */
  readonly serverUrl: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const ACTIVE_TIMEOUT_MS = 90_000;

async function hasAgent(host: LabHost): Promise<boolean> {
  return (await docker(host, 'ps', '-q', '--filter', 'name=^drover-agent$')).trim() !== '';
}

/** Runs the very command that Add host shows, unless the host has an agent already. */
export async function enrolHost(host: LabHost, options: EnrolOptions): Promise<void> {
  if (await hasAgent(host)) return;
  await docker(host, 'rm', '-f', 'drover-agent').catch((error: unknown) => {
    if (!String(error).includes('No such container')) throw error;
  });
  const { client, environmentId, serverUrl } = options;
  const token = await client.hosts.createEnrolmentToken.mutate({
    environmentId,
    serverUrl,
    labels: { lab: host.name, ...options.labels },
  });
  await shell(host, token.dockerCommand);
}

/** Until every one of these machines is an active host of the environment. */
export async function waitForActive(hosts: readonly LabHost[], options: EnrolOptions): Promise<void> {
  await waitUntil(
    async () => {
      const present = await options.client.hosts.list.query({ environmentId: options.environmentId });
      const active = new Set(present.filter((host) => host.state === 'active').map((host) => host.address));
      return hosts.every((host) => active.has(host.address));
    },
    {
      timeoutMs: ACTIVE_TIMEOUT_MS,
      what: `${hosts.map((host) => host.name).join(', ')} to be active`,
      everyMs: 200,
    },
  );
}

export async function enrolHosts(hosts: readonly LabHost[], options: EnrolOptions): Promise<void> {
  await Promise.all(hosts.map((host) => enrolHost(host, options)));
  await waitForActive(hosts, options);
}
