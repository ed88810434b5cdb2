import { MarkerType } from '@xyflow/react';
import type { Layout } from './elk-layout.ts';
import type { FlowNode } from './graph-nodes.tsx';
import type { RoutedFlowEdge } from './routed-edge.tsx';
import { externalNodeId, size, type Topology, type TopologyEdge } from './topology-model.ts';

interface GraphInput {
  readonly environmentId: string;
  readonly topology: Topology;
  readonly layout: Layout;
  /** The node under the pointer or the focus; what does not touch it steps back. */
  readonly focus: string | null;
}

/** Nodes without a position are new and wait for the next layout. */
export function graphNodes({ environmentId, topology, layout, focus }: GraphInput): FlowNode[] {
  const near = neighbours(topology.edges, focus);
  const { serviceWidth, hostWidth } = topology.size;
  const base = (id: string, width: number, height: number) => {
    const position = layout.positions.get(id);
    return position ? { id, position, width, height, draggable: false, selectable: false } : null;
  };
  const shared = (id: string) => ({
    environmentId,
    graphSize: topology.size,
    dimmed: near !== null && !near.has(id),
  });
  return [
    ...topology.services.map((node): FlowNode | null => {
      const place = base(node.id, serviceWidth, node.height);
      return place && { ...place, type: 'service', data: { ...shared(node.id), node } };
    }),
    ...topology.hosts.map((node): FlowNode | null => {
      const place = base(node.id, hostWidth, node.height);
      return place && { ...place, type: 'host', data: { ...shared(node.id), node } };
    }),
    ...topology.externals.map((name): FlowNode | null => {
      const id = externalNodeId(name);
      const place = base(id, serviceWidth, size.externalHeight);
      return place && { ...place, type: 'external', data: { ...shared(id), name } };
    }),
  ].filter((node) => node !== null);
}

export function graphEdges({ topology, layout, focus }: Omit<GraphInput, 'environmentId'>): RoutedFlowEdge[] {
  return topology.edges.flatMap((edge) => {
    const points = layout.routes.get(edge.id);
    if (points === undefined) return [];
    const touched = focus === edge.source || focus === edge.target;
    const faded = focus !== null && !touched;
    const { id, source, target } = edge;
    const plain = { id, source, target, type: 'routed' as const, focusable: false, selectable: false };
    if (edge.kind === 'link') {
      return { ...plain, ...linkLook(faded), data: { points, label: edge.label, faded } };
    }
    // How many of it run there is said only of the service one asks about.
    const label = touched && edge.label !== null ? `× ${edge.label}` : null;
    return { ...plain, ...placementLook(touched, faded), data: { points, label, faded } };
  });
}

function linkLook(faded: boolean) {
  return {
    style: { stroke: 'var(--accent)', strokeWidth: 1.6, opacity: faded ? 0.15 : 1 },
    markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--accent)', width: 16, height: 16 },
  };
}

/** Many and less telling than links: faint until one asks for them. */
function placementLook(touched: boolean, faded: boolean) {
  const opacity = touched ? 1 : faded ? 0.1 : 0.6;
  return {
    style: { stroke: 'var(--line-strong)', strokeWidth: touched ? 1.6 : 1, strokeDasharray: '2 4', opacity },
  };
}

function neighbours(edges: readonly TopologyEdge[], focus: string | null): ReadonlySet<string> | null {
  if (focus === null) return null;
  const near = new Set([focus]);
  for (const { source, target } of edges) {
    if (source === focus) near.add(target);
    if (target === focus) near.add(source);
  }
  return near;
}
