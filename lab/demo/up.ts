import { join } from 'node:path';
import { buildAgentImage } from '../harness/agent-image.ts';
import { enrolHosts } from '../harness/enrol.ts';
import { fetchFromHost, type LabHost, lab, labStatus } from '../harness/lab.ts';
import { findServer, startServer } from '../harness/server-process.ts';
import { type SignedIn, signIn } from '../harness/sign-in.ts';
import { applyFiles, spreadOf, waitForStack } from '../harness/stacks.ts';
import { DEMO_DATA_DIR, DEMO_HOST_COUNT, DEMO_PORT, DEMO_STACK, demoAdministrator } from './state.ts';

const SETTLE_TIMEOUT_MS = 180_000;
const FRONT_PORT = 8090;
const LOCAL_URL = `http://127.0.0.1:${DEMO_PORT}`;

async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stdout.write(`${title} … `);
  const result = await work();
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

async function ensureServer(publicUrl: string): Promise<void> {
  const dataDir = DEMO_DATA_DIR;
  if ((await findServer(dataDir)) !== null) return;
  await startServer({ dataDir, port: DEMO_PORT, publicUrl });
}

async function ensureStack(session: SignedIn): Promise<string> {
  const { client, environmentId } = session;
  const stacks = await client.stacks.list.query({ environmentId });
  const present = stacks.find((stack) => stack.name === DEMO_STACK);
  return present?.id ?? applyFiles(session, DEMO_STACK, new URL('web-server/', import.meta.url));
}

/** Each nginx serves its page at its container's address, asked from its own host; Front on the published port of each host. */
async function checkPages(session: SignedIn, stackId: string, hosts: readonly LabHost[]): Promise<string[]> {
  const services = await waitForStack(session, stackId, SETTLE_TIMEOUT_MS);
  const lines: string[] = [];
  for (const service of services) {
    const served = await Promise.all(
      service.units.map(async (unit) => {
        const host = hosts.find((one) => one.name === unit.hostName);
        const address = unit.containers[0]?.ipAddress;
        return host && address ? (await fetchFromHost(host, `http://${address}/`)) !== null : false;
      }),
    );
    const spread = Object.entries(spreadOf(service))
      .sort()
      .map(([host, count]) => `${host} ${count}`);
    lines.push(
      `${service.name}: ${service.runningCount} running (${spread.join(', ')}), ${served.filter(Boolean).length} serve their page`,
    );
    if (!served.every(Boolean)) throw new Error(`Not every container of ${service.name} serves its page.`);
  }
  for (const host of hosts) {
    const url = `http://${host.address}:${FRONT_PORT}/`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(`Front does not answer at ${url}.`);
    lines.push(`Front answers at ${url}`);
  }
  return lines;
}

/** Brings the demo to where it should be; what is there already is left as it is. */
export async function demoUp(): Promise<void> {
  await step(`Lab of ${DEMO_HOST_COUNT} Docker hosts`, () => lab('up', DEMO_HOST_COUNT));
  await step('Images', () => lab('images', 'debian', 'busybox', 'node', 'nginx'));
  await step('Agent image', () => buildAgentImage(join(DEMO_DATA_DIR, 'agent-image.tar.gz')));
  const status = await labStatus();
  const hosts = status.hosts.slice(0, DEMO_HOST_COUNT);
  if (status.server === null)
    throw new Error('The lab has no address for the server. `bin/lab down` and try again.');
  const publicUrl = `http://${status.server}:${DEMO_PORT}`;
  const administrator = await demoAdministrator();
  await step('Server', () => ensureServer(publicUrl));
  const session = await signIn(LOCAL_URL, administrator);
  await step('Hosts enrolled and active', () => enrolHosts(hosts, { ...session, serverUrl: publicUrl }));
  const stackId = await step(`Stack ${DEMO_STACK}`, () => ensureStack(session));
  const lines = await step('Everything runs and answers', () => checkPages(session, stackId, hosts));
  process.stdout.write(`\n${lines.join('\n')}\n\n${welcome(administrator)}\n`);
}

function welcome({ username, password }: { username: string; password: string }): string {
  return [
    `Console   ${LOCAL_URL}`,
    `Sign in   ${username} / ${password}`,
    '',
    'Try',
    `  bin/drover login ${LOCAL_URL} -u ${username}`,
    `  bin/drover ps ${DEMO_STACK}`,
    `  bin/drover scale ${DEMO_STACK}/Nginx-cluster=20 --wait`,
    '  bin/lab docker 2 ps                # what host 2 really runs',
    '  bin/lab engine 2 kill              # break something; heal it with: bin/lab engine 2 start',
    '  bin/demo down                      # remove all of it',
  ].join('\n');
}
