'use client';

import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { cn } from '../../_lib/cn.ts';
import { labelPoint, roundedPath } from './edge-path.ts';

export type RoutedFlowEdge = Edge<
  { points: readonly { x: number; y: number }[]; label: string | null; faded: boolean },
  'routed'
>;

const cornerRadius = 8;

/** A line along the corners that the layout found for it. */
export function RoutedEdge({ id, data, style, markerEnd }: EdgeProps<RoutedFlowEdge>) {
  const points = data?.points ?? [];
  const at = labelPoint(points);
  return (
    <>
      <BaseEdge id={id} path={roundedPath(points, cornerRadius)} style={style} markerEnd={markerEnd} />
      {data?.label ? (
        <EdgeLabelRenderer>
          <span
            className={cn(
              'pointer-events-none absolute rounded border border-line bg-canvas px-1 text-2xs text-ink-muted transition-opacity',
              data.faded && 'opacity-20',
            )}
            style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
          >
            {data.label}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}
