import type { ContainerSummary } from '../../../server/schemas/container.ts';
import { unitTone } from '../service/service-tone.ts';

export type ContainerFilter = 'all' | 'running' | 'attention';

/** All words must be found somewhere: name, image, address, state, stack, service, host. */
export function matchesContainer(container: ContainerSummary, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { name, image, ipAddress, unitState, state, stackName, serviceName, hostName, dockerId } = container;
  const text = [
    name,
    image,
    ipAddress ?? '',
    unitState,
    state,
    `${stackName}/${serviceName}`,
    hostName,
    dockerId ?? '',
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

export function passesFilter(container: ContainerSummary, filter: ContainerFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'running') return container.unitState === 'running';
  return ['error', 'warning', 'unknown'].includes(unitTone(container.unitState));
}

const names = new Intl.Collator(undefined, { numeric: true });

/** By stack, service and number, so that what belongs together stands together. */
export function compareContainers(a: ContainerSummary, b: ContainerSummary): number {
  return (
    names.compare(a.stackName, b.stackName) ||
    names.compare(a.serviceName, b.serviceName) ||
    a.index - b.index ||
    names.compare(a.name, b.name)
  );
}
