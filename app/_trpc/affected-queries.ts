import type { Change } from '../../server/schemas/event.ts';

/** One family of cached queries; with `field`, only those asked with that id (or asked without one). */
type Family = { path: string; field?: string };

const families: Record<Change['topic'], readonly Family[]> = {
  hosts: [{ path: 'hosts.list' }, { path: 'hosts.get', field: 'hostId' }],
  host: [{ path: 'hosts.list' }, { path: 'hosts.get', field: 'hostId' }],
  stacks: [{ path: 'stacks.list' }, { path: 'stacks.get', field: 'stackId' }],
  stack: [{ path: 'stacks.list' }, { path: 'stacks.get', field: 'stackId' }],
  service: [
    { path: 'services.get', field: 'serviceId' },
    { path: 'services.revisions', field: 'serviceId' },
  ],
  container: [{ path: 'containers.list' }, { path: 'containers.get', field: 'containerId' }],
  events: [{ path: 'events.list' }],
  members: [{ path: 'members.list' }],
  environments: [{ path: 'environments.list' }, { path: 'environments.get' }],
  enrolment: [{ path: 'hosts.enrolmentStatus', field: 'tokenId' }],
};

export const everything: readonly Change[] = (Object.keys(families) as Change['topic'][]).map((topic) => ({
  topic,
  id: null,
}));

/**
 * Whether a cached query shows something of what changed. Keys are tRPC's: `[['hosts', 'get'], { input }]`.
 * A change without an id touches its whole topic.
 */
export function isAffected(queryKey: readonly unknown[], changes: readonly Change[]): boolean {
  const [segments, options] = queryKey;
  if (!Array.isArray(segments)) return false;
  const path = segments.join('.');
  const input = inputOf(options);
  return changes.some(({ topic, id }) =>
    families[topic].some((family) => {
      if (family.path !== path) return false;
      return id === null || family.field === undefined || input[family.field] === id;
    }),
  );
}

function inputOf(options: unknown): Record<string, unknown> {
  if (typeof options !== 'object' || options === null || !('input' in options)) return {};
  const { input } = options;
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
}
