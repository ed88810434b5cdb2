'use client';

import ELK, { type ElkNode } from 'elkjs/lib/elk-api';
import { externalNodeId, size, type Topology } from './topology-model.ts';

export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** Served from the library itself (see app/elk-worker.js/route.ts): half a megabyte that no bundle has to carry. */
const WORKER_URL = '/elk-worker.js';

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  // Services first, hosts last: the eye goes from what is asked for to where it runs.
  'elk.partitioning.activate': 'true',
  'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.spacing.nodeNode': '24',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

let engine: InstanceType<typeof ELK> | null = null;

/** One worker for the whole visit. It is started by the first graph. */
function elk(): InstanceType<typeof ELK> {
  engine ??= new ELK({ workerFactory: () => new Worker(WORKER_URL) });
  return engine;
}

export async function layOut(topology: Topology): Promise<Positions> {
  const { children = [] } = await elk().layout(toElk(topology));
  return new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}

function toElk({ services, hosts, externals, edges }: Topology): ElkNode {
  const partition = (index: number) => ({ 'elk.partitioning.partition': String(index) });
  return {
    id: 'root',
    layoutOptions: options,
    children: [
      ...services.map(({ id, height }) => ({
        id,
        width: size.serviceWidth,
        height,
        layoutOptions: partition(0),
      })),
      ...externals.map((name) => ({
        id: externalNodeId(name),
        width: size.serviceWidth,
        height: size.externalHeight,
        layoutOptions: partition(0),
      })),
      ...hosts.map(({ id, height }) => ({ id, width: size.hostWidth, height, layoutOptions: partition(1) })),
    ],
    edges: edges.map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
  };
}
