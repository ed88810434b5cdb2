import { type Edge, MarkerType } from '@xyflow/react';
import type { Positions } from './elk-layout.ts';
import type { FlowNode } from './graph-nodes.tsx';
import { externalNodeId, size, type Topology, type TopologyEdge } from './topology-model.ts';

interface GraphInput {
  readonly environmentId: string;
  readonly topology: Topology;
  readonly positions: Positions;
  /** The node under the pointer or the focus; what does not touch it steps back. */
  readonly focus: string | null;
}

/** Nodes without a position are new and wait for the next layout. */
export function graphNodes({ environmentId, topology, positions, focus }: GraphInput): FlowNode[] {
  const near = neighbours(topology.edges, focus);
  const base = (id: string, width: number, height: number) => {
    const position = positions.get(id);
    return position ? { id, position, width, height, draggable: false, selectable: false } : null;
  };
  const shared = (id: string) => ({ environmentId, dimmed: near !== null && !near.has(id) });
  return [
    ...topology.services.map((node): FlowNode | null => {
      const place = base(node.id, size.serviceWidth, node.height);
      return place && { ...place, type: 'service', data: { ...shared(node.id), node } };
    }),
    ...topology.hosts.map((node): FlowNode | null => {
      const place = base(node.id, size.hostWidth, node.height);
      return place && { ...place, type: 'host', data: { ...shared(node.id), node } };
    }),
    ...topology.externals.map((name): FlowNode | null => {
      const id = externalNodeId(name);
      const place = base(id, size.serviceWidth, size.externalHeight);
      return place && { ...place, type: 'external', data: { name, dimmed: near !== null && !near.has(id) } };
    }),
  ].filter((node) => node !== null);
}

export function graphEdges({ topology, positions, focus }: Omit<GraphInput, 'environmentId'>): Edge[] {
  return topology.edges
    .filter(({ source, target }) => positions.has(source) && positions.has(target))
    .map((edge) => {
      const touched = focus === edge.source || focus === edge.target;
      return edge.kind === 'link' ? linkEdge(edge, touched, focus) : placementEdge(edge, touched, focus);
    });
}

function linkEdge(edge: TopologyEdge, touched: boolean, focus: string | null): Edge {
  return {
    ...plain(edge),
    style: { stroke: 'var(--accent)', strokeWidth: 1.6, opacity: focus === null || touched ? 1 : 0.15 },
    markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--accent)', width: 16, height: 16 },
    ...(edge.label ? label(edge.label) : {}),
    zIndex: 1,
  };
}

/** Many and less telling than links: faint until one asks for them. */
function placementEdge(edge: TopologyEdge, touched: boolean, focus: string | null): Edge {
  const opacity = touched ? 1 : focus === null ? 0.55 : 0.08;
  return {
    ...plain(edge),
    style: { stroke: 'var(--line-strong)', strokeWidth: touched ? 1.6 : 1, strokeDasharray: '2 4', opacity },
    ...(touched && edge.label ? label(`× ${edge.label}`) : {}),
  };
}

function plain({ id, source, target }: TopologyEdge) {
  return { id, source, target, focusable: false, selectable: false };
}

function label(text: string) {
  return {
    label: text,
    labelStyle: { fill: 'var(--ink-muted)', fontSize: 11 },
    labelBgStyle: { fill: 'var(--canvas)' },
    labelBgPadding: [4, 2] as [number, number],
    labelBgBorderRadius: 4,
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
