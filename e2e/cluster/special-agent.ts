import { waitForActive } from '../../lab/harness/enrol.ts';
import { docker, type LabHost, shell } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { Cluster } from './cluster.ts';

const SOCKET_MOUNT = '-v /var/run/docker.sock:/var/run/docker.sock';
const SESSION_TIMEOUT_MS = 60_000;
const IMAGE = /drover\/agent:\S+/;

export interface SpecialAgent {
  /** A socket file of the host that stands in for its engine's. */
  readonly engineSocket?: string;
  readonly image?: string;
  /** What the agent calls the server by. */
  readonly serverUrl?: string;
  /** More of `docker run`. */
  readonly options?: readonly string[];
}

function replaced(command: string, what: string | RegExp, by: string): string {
  const changed = command.replace(what, by);
  if (changed === command && by !== what) throw new Error(`The Add-host command has no ${what}: ${command}`);
  return changed;
}

/** Takes the host's agent away and runs another in its place, which finds the files of the first; the same host to Drover. */
export async function replaceAgent(
  cluster: Cluster,
  host: LabHost,
  special: SpecialAgent = {},
): Promise<void> {
  const { client, environmentId, publicUrl } = cluster;
  const { dockerCommand } = await client.hosts.createEnrolmentToken.mutate({
    environmentId,
    serverUrl: special.serverUrl ?? publicUrl,
    labels: { lab: host.name },
  });
  const socket = `-v ${special.engineSocket ?? '/var/run/docker.sock'}:/var/run/docker.sock`;
  let command = replaced(dockerCommand, SOCKET_MOUNT, [socket, ...(special.options ?? [])].join(' '));
  if (special.image) command = replaced(command, IMAGE, special.image);
  await docker(host, 'rm', '-f', 'drover-agent');
  await shell(host, command);
}

/** As `replaceAgent`, and it is the new one that the host is active with. */
export async function replaceAgentAndWait(
  cluster: Cluster,
  host: LabHost,
  special: SpecialAgent = {},
): Promise<void> {
  await replaceAgent(cluster, host, special);
  await waitUntil(async () => (await docker(host, 'logs', 'drover-agent')).includes('session opened'), {
    timeoutMs: SESSION_TIMEOUT_MS,
    what: `the new agent of ${host.name} to have a session`,
  });
  await waitForActive([host], cluster.enrolment);
}
