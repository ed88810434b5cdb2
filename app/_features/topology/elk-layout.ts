'use client';

import ELK, { type ElkExtendedEdge, type ElkNode, type ElkPoint } from 'elkjs/lib/elk-api';
import { externalNodeId, narrowSize, size, type Topology } from './topology-model.ts';

export interface Layout {
  readonly positions: ReadonlyMap<string, ElkPoint>;
  /** The corners of each line, which go round the nodes between its ends. */
  readonly routes: ReadonlyMap<string, readonly ElkPoint[]>;
}

/** Served from the library itself (see app/elk-worker.js/route.ts): half a megabyte that no bundle has to carry. */
const WORKER_URL = '/elk-worker.js';

const options = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  // Services first, hosts last: the eye goes from what is asked for to where it runs.
  'elk.partitioning.activate': 'true',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '8',
  'elk.layered.mergeEdges': 'true',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

/** Between columns stands the name of a link. */
const wide = {
  'elk.direction': 'RIGHT',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '96',
};

/** On a phone the graph runs down, where there is room, and keeps to the least width. */
const narrow = {
  'elk.direction': 'DOWN',
  'elk.layered.nodePlacement.strategy': 'SIMPLE',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
};

let engine: InstanceType<typeof ELK> | null = null;

/** One worker for the whole visit. It is started by the first graph. */
function elk(): InstanceType<typeof ELK> {
  engine ??= new ELK({ workerFactory: () => new Worker(WORKER_URL) });
  return engine;
}

/**
 * Twice: once to find an order with few crossings, and again with the hosts in the order of their names. A graph whose
 * hosts change places whenever something moves cannot be watched.
 */
export async function layOut(topology: Topology): Promise<Layout> {
  const draft = await elk().layout(toElk(topology));
  const { children = [], edges = [] } = await elk().layout(inOrder(toElk(topology), draft, topology));
  return {
    positions: new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    routes: new Map(edges.map((edge) => [edge.id, cornersOf(edge)])),
  };
}

/** The same graph with a position for each node, of which only the order within a column counts. */
function inOrder(graph: ElkNode, draft: ElkNode, { hosts }: Topology): ElkNode {
  const places = new Map(draft.children?.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  const rank = new Map(hosts.map(({ id }, index) => [id, index]));
  const placeOf = ({ id }: ElkNode) => {
    const index = rank.get(id);
    // Far enough apart on both axes: which of them is the column's depends on the direction.
    return index === undefined ? places.get(id) : { x: farOut + index * farOut, y: farOut + index * farOut };
  };
  return {
    ...graph,
    layoutOptions: { ...graph.layoutOptions, 'elk.layered.crossingMinimization.strategy': 'INTERACTIVE' },
    children: graph.children?.map((node) => ({ ...node, ...placeOf(node) })),
  };
}

const farOut = 100_000;

function cornersOf({ sections = [] }: ElkExtendedEdge): ElkPoint[] {
  return sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
}

function toElk(topology: Topology): ElkNode {
  const { services, hosts, externals, edges } = topology;
  const { serviceWidth, hostWidth } = topology.size;
  const partition = (index: number) => ({ 'elk.partitioning.partition': String(index) });
  return {
    id: 'root',
    layoutOptions: { ...options, ...(topology.size === narrowSize ? narrow : wide) },
    children: [
      ...services.map(({ id, height }) => ({
        id,
        width: serviceWidth,
        height,
        layoutOptions: partition(0),
      })),
      ...externals.map((name) => ({
        id: externalNodeId(name),
        width: serviceWidth,
        height: size.externalHeight,
        layoutOptions: partition(0),
      })),
      ...hosts.map(({ id, height }) => ({ id, width: hostWidth, height, layoutOptions: partition(1) })),
    ],
    edges: [
      ...edges.map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
      ...leashes(topology),
    ],
  };
}

/** Services that run nowhere are drawn beside the hosts they wait for; lines that are never shown pull them there. */
function leashes({ services, hosts, edges }: Topology) {
  const [host] = hosts;
  if (host === undefined) return [];
  const placed = new Set(edges.filter((edge) => edge.kind === 'placement').map((edge) => edge.source));
  return services
    .filter(({ id }) => !placed.has(id))
    .map(({ id }) => ({ id: `leash:${id}`, sources: [id], targets: [host.id] }));
}
