import { enrolHosts } from '../../lab/harness/enrol.ts';
import { type SignedIn, signIn } from '../../lab/harness/sign-in.ts';
import { applyFiles, waitForStack } from '../../lab/harness/stacks.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { NewServer } from '../specs/new-server.ts';

export const ADMINISTRATOR = { username: 'ada', password: 'a long enough password' };
const SETTLE_TIMEOUT_MS = 120_000;

export interface Scene extends SignedIn {
  readonly stackId: string;
  readonly serviceId: string;
  readonly containerId: string;
  readonly hostId: string;
  readonly troubledStackId: string;
}

/** A stack in which nothing is well: an image that is not there, and a port that every host has given away. */
async function makeTrouble({ client, environmentId }: SignedIn): Promise<string> {
  const { id: stackId } = await client.stacks.create.mutate({ environmentId, name: 'shop' });
  await client.services.create.mutate({
    environmentId,
    stackId,
    name: 'web',
    scale: 2,
    spec: { launch: { image: 'web:v1', ports: [{ hostPort: 8090, containerPort: 80 }] } },
  });
  await client.services.create.mutate({
    environmentId,
    stackId,
    name: 'api',
    links: [{ service: 'web', alias: 'web' }],
    spec: { launch: { image: 'shop/api:2.1' } },
  });
  await waitUntil(
    async () => {
      const { services } = await client.stacks.get.query({ environmentId, stackId });
      return services.every((service) => service.reason !== null && service.state === 'degraded');
    },
    { timeoutMs: SETTLE_TIMEOUT_MS, what: 'two services in trouble' },
  );
  return stackId;
}

/** The demo's stack on three hosts, and a stack in trouble beside it. */
export async function setScene(server: NewServer): Promise<Scene> {
  const session = await signIn(server.url, ADMINISTRATOR);
  const { client, environmentId } = session;
  await enrolHosts(server.hosts, { client, environmentId, serverUrl: server.publicUrl });
  const stackId = await applyFiles(
    session,
    'WEB-Server',
    new URL('../../lab/demo/web-server/', import.meta.url),
  );
  const services = await waitForStack(session, stackId, SETTLE_TIMEOUT_MS);
  const service = services.find((one) => one.name === 'Nginx-cluster');
  const unit = service?.units[0];
  const container = unit?.containers[0];
  if (!service || !unit?.hostId || !container) throw new Error('The scene is incomplete.');
  const troubledStackId = await makeTrouble(session);
  return {
    ...session,
    stackId,
    serviceId: service.id,
    containerId: container.id,
    hostId: unit.hostId,
    troubledStackId,
  };
}
