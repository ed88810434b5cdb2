import type { ServiceDetail, UnitView } from '../../../server/schemas/service.ts';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { staleHostsOf } from '../host/staleness.ts';
import { compareTones, unitTone } from '../service/service-tone.ts';

/** Everything in the graph has a known size before it is drawn: the layout needs it, and nothing jumps afterwards. */
export const size = { externalHeight: 48, headHeight: 54, padding: 10, chip: 28, gap: 4, rowGap: 8 } as const;

/** What differs between a wide graph and one for a phone. Widths hold the chips of a row, padding and border. */
export interface GraphSize {
  readonly serviceWidth: number;
  readonly serviceChips: number;
  readonly hostWidth: number;
  readonly hostChips: number;
  /** Of a service's name beside its chips on a host. */
  readonly labelWidth: number;
}

export const wideSize: GraphSize = {
  serviceWidth: 212,
  serviceChips: 6,
  hostWidth: 222,
  hostChips: 4,
  labelWidth: 72,
};
export const narrowSize: GraphSize = {
  serviceWidth: 148,
  serviceChips: 4,
  hostWidth: 172,
  hostChips: 3,
  labelWidth: 54,
};

/** Whether there is room for one short fact beside a state, or for none. */
export function isNarrow(graphSize: GraphSize): boolean {
  return graphSize.hostWidth < wideSize.hostWidth;
}

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
  /** ISO 8601. While the host cannot be asked, the age of what is drawn on it. */
  readonly staleSince: string | null;
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
  readonly size: GraphSize;
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

const names = new Intl.Collator(undefined, { numeric: true });

export function topologyOf(stack: StackDetail, graphSize: GraphSize): Topology {
  const services = stack.services.map((service) => serviceNode(service, graphSize));
  const hosts = [...stack.hosts]
    .sort((a, b) => names.compare(a.name, b.name))
    .map((host) => hostNode(host, stack.services, graphSize));
  const byName = new Map(stack.services.map((service) => [service.name.toLowerCase(), service.id]));
  const links = stack.services.flatMap((service) => linkEdges(service, stack.name, byName));
  const externals = new Map(
    links.flatMap(({ external }) => (external ? [[external.toLowerCase(), external]] : [])),
  );
  const edges = [...links.map(({ edge }) => edge), ...stack.services.flatMap(placementEdges)];
  return {
    size: graphSize,
    services,
    hosts,
    externals: [...externals.values()],
    edges,
    structure: JSON.stringify([
      graphSize.serviceWidth,
      services.map(({ id, height }) => [id, height]),
      hosts.map(({ id, height }) => [id, height]),
      [...externals.keys()],
      edges.map(({ id }) => id),
    ]),
  };
}

function serviceNode(service: ServiceDetail, { serviceChips }: GraphSize): ServiceNode {
  const chips = chipsOf(service.units);
  const height = size.headHeight + chipsHeight(chips, serviceChips) + size.padding;
  return { id: serviceNodeId(service.id), service, ...chips, height };
}

function hostNode(
  host: StackDetail['hosts'][number],
  services: readonly ServiceDetail[],
  { hostChips }: GraphSize,
): HostNode {
  const groups = services
    .map((service) => ({ service, units: service.units.filter((unit) => unit.hostId === host.id) }))
    .filter(({ units }) => units.length > 0)
    .map(({ service, units }) => ({ serviceId: service.id, serviceName: service.name, ...chipsOf(units) }));
  const rows = groups.map((group) => chipsHeight(group, hostChips));
  const body =
    rows.length === 0 ? size.chip : rows.reduce((sum, row) => sum + row + size.rowGap, -size.rowGap);
  const [stale] = staleHostsOf(groups.flatMap(({ units }) => units));
  return {
    id: hostNodeId(host.id),
    host,
    groups,
    staleSince: stale?.since ?? null,
    height: size.headHeight + body + size.padding,
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

function chipsHeight({ units, hidden }: Chips, chipsPerRow: number): number {
  const count = units.length + (hidden > 0 ? 1 : 0);
  const rows = Math.max(1, Math.ceil(count / chipsPerRow));
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
