'use client';

import '@xyflow/react/dist/base.css';
import { Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { IconButton } from '../../_components/ui/icon-button.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { useMedia } from '../../_components/ui/use-media.ts';
import { graphEdges, graphNodes } from './graph-elements.ts';
import { ExternalFlowCard, type FlowNode, HostFlowCard, ServiceFlowCard } from './graph-nodes.tsx';
import { RoutedEdge, type RoutedFlowEdge } from './routed-edge.tsx';
import { narrowSize, topologyOf, wideSize } from './topology-model.ts';
import { useLayout } from './use-layout.ts';

const edgeTypes = { routed: RoutedEdge };
const nodeTypes = { service: ServiceFlowCard, host: HostFlowCard, external: ExternalFlowCard };
const fitOptions = { padding: 0.05, maxZoom: 1, duration: 200 };
const zoomMin = 0.15;
const zoomMax = 1.6;

type TopologyGraphProps = { environmentId: string; stack: StackDetail };

export default function TopologyGraph(props: TopologyGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

function Graph({ environmentId, stack }: TopologyGraphProps) {
  const t = useTranslations('topology');
  const [focus, setFocus] = useState<string | null>(null);
  const graphSize = useMedia('(min-width: 48rem)') ? wideSize : narrowSize;
  const topology = useMemo(() => topologyOf(stack, graphSize), [stack, graphSize]);
  const { layout, failed } = useLayout(topology);
  const nodes = useMemo(
    () => (layout ? graphNodes({ environmentId, topology, layout, focus }) : []),
    [environmentId, topology, layout, focus],
  );
  const edges = useMemo(
    () => (layout ? graphEdges({ topology, layout, focus }) : []),
    [topology, layout, focus],
  );
  useFitWhenGrown(nodes);
  if (!layout && failed) return <Notice tone="warning">{t('failed')}</Notice>;
  if (!layout) {
    return (
      <SkeletonGroup label={t('layouting')} className="h-full">
        <Skeleton className="h-full rounded-lg" />
      </SkeletonGroup>
    );
  }
  return (
    <ReactFlow<FlowNode, RoutedFlowEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      minZoom={zoomMin}
      maxZoom={zoomMax}
      fitView
      fitViewOptions={fitOptions}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      elementsSelectable={false}
      // The wheel belongs to the page; zooming is for the buttons, two fingers, or the wheel with Ctrl.
      zoomOnScroll={false}
      preventScrolling={false}
      onNodeMouseEnter={(_event, node) => setFocus(node.id)}
      onNodeMouseLeave={() => setFocus(null)}
      onPaneClick={() => setFocus(null)}
      onNodeClick={(_event, node) => setFocus(node.id)}
      className="[&_.react-flow\_\_node]:transition-transform [&_.react-flow\_\_node]:duration-300 [&_.react-flow\_\_attribution]:bg-transparent! [&_.react-flow\_\_attribution_a]:text-ink-faint!"
      aria-label={t('label', { name: stack.name })}
    >
      <Panel position="top-right">
        <ZoomButtons />
      </Panel>
    </ReactFlow>
  );
}

/** What is new comes into view; what only changes leaves the view where the person put it. */
function useFitWhenGrown(nodes: readonly FlowNode[]) {
  const { fitView } = useReactFlow();
  const ids = nodes.map((node) => node.id).join();
  useEffect(() => {
    if (ids === '') return;
    const frame = requestAnimationFrame(() => void fitView(fitOptions));
    return () => cancelAnimationFrame(frame);
  }, [ids, fitView]);
}

function ZoomButtons() {
  const t = useTranslations('topology');
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <div className="flex flex-col gap-1">
      <IconButton
        variant="secondary"
        size="sm"
        label={t('zoomIn')}
        onClick={() => void zoomIn({ duration: 150 })}
      >
        <Plus aria-hidden="true" />
      </IconButton>
      <IconButton
        variant="secondary"
        size="sm"
        label={t('zoomOut')}
        onClick={() => void zoomOut({ duration: 150 })}
      >
        <Minus aria-hidden="true" />
      </IconButton>
      <IconButton variant="secondary" size="sm" label={t('fit')} onClick={() => void fitView(fitOptions)}>
        <Maximize aria-hidden="true" />
      </IconButton>
    </div>
  );
}
