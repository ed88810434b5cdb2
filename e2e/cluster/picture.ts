import type { Client } from '../../lab/harness/sign-in.ts';
import { type Cluster, onEngines } from './cluster.ts';

/** Everything that has to outlive a server, as the API tells it, and the containers, as the engines tell them. */
export async function takePicture(client: Client, cluster: Pick<Cluster, 'environmentId' | 'hosts'>) {
  const { environmentId } = cluster;
  const { name, description } = await client.environments.get.query({ environmentId });
  const hosts = await client.hosts.list.query({ environmentId });
  const stacks = await client.stacks.list.query({ environmentId });
  const details = await Promise.all(
    stacks.map((stack) => client.stacks.get.query({ environmentId, stackId: stack.id })),
  );
  const containers = await Promise.all(stacks.map((stack) => onEngines(cluster.hosts, stack.name)));
  return {
    environment: { name, description },
    hosts: hosts.map((host) => ({
      id: host.id,
      name: host.name,
      description: host.description,
      labels: host.labels,
      state: host.state,
      address: host.address,
    })),
    stacks: details.map(({ services, hosts: _, runningCount: __, ...stack }) => ({
      ...stack,
      services: services.map(({ units, runningCount: ___, ...service }) => ({
        ...service,
        units: units
          .map(({ containers: of, reason: ____, ...unit }) => ({
            ...unit,
            containers: of.map((one) => ({ id: one.id, name: one.name, state: one.state })),
          }))
          .sort((a, b) => a.index - b.index),
      })),
    })),
    containers: containers.flat(),
  };
}

export type Picture = Awaited<ReturnType<typeof takePicture>>;
