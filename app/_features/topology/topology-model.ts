import type { ServiceDetail, UnitView } from '../../../server/schemas/service.ts';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { compareTones, unitTone } from '../service/service-tone.ts';

/** Everything in the graph has a known size before it is drawn: the layout needs it, and nothing jumps afterwards. */
export const size = {
  serviceWidth: 216,
  hostWidth: 216,
  externalHeight: 48,
  headHeight: 56,
  groupHeadHeight: 20,
  padding: 10,
  chip: 28,
  gap: 4,
  chipsPerRow: 6,
} as const;

/** Beyond this a service is a crowd, and the crowd is counted. */
const CHIPS_MAX = 60;

export interface Chips {
  readonly units: readonly UnitView[];
  /** Units that are only counted. */
  readonly hidden: number;
}

export interface ServiceNode extends Chips {
  readonly id: string;
  readonly service: ServiceDetail;
  readonly height: number;
}

export interface HostGroup extends Chips {
  readonly serviceId: string;
  readonly serviceName: string;
}

export interface HostNode {
  readonly id: string;
  readonly host: StackDetail['hosts'][number];
  readonly groups: readonly HostGroup[];
  readonly unitCount: number;
  readonly height: number;
}

export interface TopologyEdge {
  readonly id: string;
  readonly kind: 'link' | 'placement';
  readonly source: string;
  readonly target: string;
  /** The name a link goes by, where it is not the service's own; the number of units placed. */
  readonly label: string | null;
}

export interface Topology {
  readonly services: readonly ServiceNode[];
  readonly hosts: readonly HostNode[];
  /** Services of other stacks that are linked to, as `stack/service`. */
  readonly externals: readonly string[];
  readonly edges: readonly TopologyEdge[];
  /** Changes exactly when the layout has to be computed again: states may change without moving anything. */
  readonly structure: string;
}

export const serviceNodeId = (serviceId: string) => `service:${serviceId}`;
export const hostNodeId = (hostId: string) => `host:${hostId}`;
export const externalNodeId = (name: string) => `external:${name.toLowerCase()}`;

export function topologyOf(stack: StackDetail): Topology {
  const services = stack.services.map(serviceNode);
  const hosts = stack.hosts.map((host) => hostNode(host, stack.services));
  const byName = new Map(stack.services.map((service) => [service.name.toLowerCase(), service.id]));
  const links = stack.services.flatMap((service) => linkEdges(service, stack.name, byName));
  const externals = new Map(
    links.flatMap(({ external }) => (external ? [[external.toLowerCase(), external]] : [])),
  );
  const edges = [...links.map(({ edge }) => edge), ...stack.services.flatMap(placementEdges)];
  return {
    services,
    hosts,
    externals: [...externals.values()],
    edges,
    structure: JSON.stringify([
      services.map(({ id, height }) => [id, height]),
      hosts.map(({ id, height }) => [id, height]),
      [...externals.keys()],
      edges.map(({ id }) => id),
    ]),
  };
}

function serviceNode(service: ServiceDetail): ServiceNode {
  const chips = chipsOf(service.units);
  return {
    id: serviceNodeId(service.id),
    service,
    ...chips,
    height: size.headHeight + chipsHeight(chips) + size.padding,
  };
}

function hostNode(host: StackDetail['hosts'][number], services: readonly ServiceDetail[]): HostNode {
  const groups = services
    .map((service) => ({ service, units: service.units.filter((unit) => unit.hostId === host.id) }))
    .filter(({ units }) => units.length > 0)
    .map(({ service, units }) => ({ serviceId: service.id, serviceName: service.name, ...chipsOf(units) }));
  const bodies = groups.reduce((sum, group) => sum + size.groupHeadHeight + chipsHeight(group) + size.gap, 0);
  return {
    id: hostNodeId(host.id),
    host,
    groups,
    unitCount: groups.reduce((sum, group) => sum + group.units.length + group.hidden, 0),
    height: size.headHeight + (groups.length === 0 ? size.groupHeadHeight : bodies) + size.padding,
  };
}

/** In the order of their numbers. Of a crowd, those that need a look are kept in view. */
function chipsOf(units: readonly UnitView[]): Chips {
  const kept =
    units.length <= CHIPS_MAX
      ? [...units]
      : [...units]
          .sort((a, b) => compareTones(unitTone(a.state), unitTone(b.state)) || a.index - b.index)
          .slice(0, CHIPS_MAX);
  return { units: kept.sort((a, b) => a.index - b.index), hidden: units.length - kept.length };
}

function chipsHeight({ units, hidden }: Chips): number {
  const count = units.length + (hidden > 0 ? 1 : 0);
  const rows = Math.max(1, Math.ceil(count / size.chipsPerRow));
  return rows * (size.chip + size.gap) - size.gap;
}

function linkEdges(service: ServiceDetail, stackName: string, byName: ReadonlyMap<string, string>) {
  const source = serviceNodeId(service.id);
  return service.links.map(({ service: target, alias }) => {
    const [first = '', second] = target.split('/');
    const own = second === undefined || first.toLowerCase() === stackName.toLowerCase();
    const name = second ?? first;
    const id = own ? byName.get(name.toLowerCase()) : undefined;
    const external = id === undefined ? target : null;
    const targetId = id === undefined ? externalNodeId(target) : serviceNodeId(id);
    const edge: TopologyEdge = {
      id: `link:${source}:${targetId}:${alias}`,
      kind: 'link',
      source,
      target: targetId,
      label: alias.toLowerCase() === name.toLowerCase() ? null : alias,
    };
    return { edge, external };
  });
}

function placementEdges(service: ServiceDetail): TopologyEdge[] {
  const counts = new Map<string, number>();
  for (const { hostId } of service.units) {
    if (hostId !== null) counts.set(hostId, (counts.get(hostId) ?? 0) + 1);
  }
  return [...counts].map(([hostId, count]) => ({
    id: `placement:${service.id}:${hostId}`,
    kind: 'placement',
    source: serviceNodeId(service.id),
    target: hostNodeId(hostId),
    label: String(count),
  }));
}
