import type { HostView } from '../../../server/schemas/host.ts';

/** All words must be found somewhere: name, address, description, `key=value` of a label, a container or its stack. */
export function matchesSearch(host: HostView, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const labels = Object.entries({ ...host.automaticLabels, ...host.labels });
  const text = [
    host.name,
    host.address ?? '',
    host.description,
    host.state,
    ...labels.map(([key, value]) => `${key}=${value}`),
    ...host.containers.map((container) => `${container.name} ${container.stackName}`),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
