import type { HostView } from '../../../server/schemas/host.ts';

export type HostContainer = HostView['containers'][number];

export type StackGroup = { stackId: string; stackName: string; containers: HostContainer[] };

const byName = new Intl.Collator(undefined, { numeric: true });

export function containersByStack(containers: readonly HostContainer[]): StackGroup[] {
  const groups = new Map<string, StackGroup>();
  for (const container of containers) {
    const group = groups.get(container.stackId);
    if (group) group.containers.push(container);
    else {
      const { stackId, stackName } = container;
      groups.set(stackId, { stackId, stackName, containers: [container] });
    }
  }
  const sorted = [...groups.values()].sort((a, b) => byName.compare(a.stackName, b.stackName));
  for (const group of sorted) group.containers.sort((a, b) => byName.compare(a.name, b.name));
  return sorted;
}

export type ServiceCount = { serviceId: string; name: string; count: number };

/** How many containers of each service there are, as the consequences of losing the host are told. */
export function countByService(containers: readonly HostContainer[]): ServiceCount[] {
  const counts = new Map<string, ServiceCount>();
  for (const { serviceId, serviceName, stackName } of containers) {
    const known = counts.get(serviceId);
    if (known) known.count += 1;
    else counts.set(serviceId, { serviceId, name: `${stackName}/${serviceName}`, count: 1 });
  }
  return [...counts.values()].sort((a, b) => byName.compare(a.name, b.name));
}
