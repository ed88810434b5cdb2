'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { ExternalLink, Server } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StateShape } from '../../_components/ui/state-shape.tsx';
import { cn } from '../../_lib/cn.ts';
import { routes } from '../../_lib/routes.ts';
import { hostTone, isStale } from '../host/host-state.ts';
import { StaleMark } from '../host/stale-mark.tsx';
import { serviceTone } from '../service/service-tone.ts';
import { ChipGrid } from './chip-grid.tsx';
import { asHostState } from './host-states.ts';
import { type GraphSize, type HostNode, isNarrow, type ServiceNode, size } from './topology-model.ts';

type Shared = { environmentId: string; graphSize: GraphSize; dimmed: boolean; [key: string]: unknown };
export type ServiceFlowNode = Node<Shared & { node: ServiceNode }, 'service'>;
export type HostFlowNode = Node<Shared & { node: HostNode }, 'host'>;
export type ExternalFlowNode = Node<Shared & { name: string }, 'external'>;
export type FlowNode = ServiceFlowNode | HostFlowNode | ExternalFlowNode;

const box = 'flex flex-col rounded-lg border bg-surface shadow-card transition-opacity duration-200';
const handle = 'pointer-events-none! size-1! min-h-0! min-w-0! border-0! bg-transparent!';

function Handles() {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className={handle} />
      <Handle type="source" position={Position.Right} isConnectable={false} className={handle} />
    </>
  );
}

export function ServiceFlowCard({ data }: NodeProps<ServiceFlowNode>) {
  const states = useTranslations('services.states');
  const { node, environmentId, graphSize, dimmed } = data;
  const { service } = node;
  return (
    <div
      className={cn(box, dimmed && 'opacity-35')}
      style={{ width: graphSize.serviceWidth, height: node.height, padding: size.padding, paddingTop: 0 }}
    >
      <Handles />
      <div className="flex shrink-0 items-center gap-2" style={{ height: size.headHeight }}>
        <StateShape tone={serviceTone(service.state)} />
        <div className="min-w-0 flex-1">
          <Link
            href={routes.service(environmentId, service.id)}
            prefetch={false}
            className="nodrag nopan block truncate rounded font-semibold text-ink text-sm hover:underline"
          >
            {service.name}
          </Link>
          <p className="truncate text-2xs text-ink-faint">
            {states(service.state)} · <span className="font-mono">{service.image}</span>
          </p>
        </div>
        <span className="shrink-0 text-ink-muted text-xs tabular-nums">
          {service.runningCount}/{service.scale}
        </span>
      </div>
      <ChipGrid environmentId={environmentId} chips={node} />
    </div>
  );
}

export function HostFlowCard({ data }: NodeProps<HostFlowNode>) {
  const t = useTranslations('topology');
  const { node, environmentId, graphSize, dimmed } = data;
  const state = asHostState(node.host.state);
  return (
    <div
      className={cn(
        box,
        'border-line-strong/50 bg-sunken',
        (node.staleSince !== null || (state && isStale(state))) && 'border-dashed',
        dimmed && 'opacity-35',
      )}
      style={{ width: graphSize.hostWidth, height: node.height, padding: size.padding, paddingTop: 0 }}
    >
      <Handles />
      <div className="flex shrink-0 items-center gap-2" style={{ height: size.headHeight }}>
        <Server aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        <div className="min-w-0 flex-1">
          <Link
            href={routes.host(environmentId, node.host.id)}
            prefetch={false}
            className="nodrag nopan block truncate rounded font-semibold text-ink text-sm hover:underline"
          >
            {node.host.name}
          </Link>
          <p className="flex items-center gap-1.5 truncate text-2xs text-ink-faint">
            {state ? <StateShape tone={hostTone({ state })} className="size-2.5" /> : null}
            <span className={node.staleSince && isNarrow(graphSize) ? 'sr-only' : undefined}>
              {state ? t(`hostStates.${state}`) : node.host.state}
            </span>
            {node.staleSince ? (
              <StaleMark short since={node.staleSince} className="text-2xs" />
            ) : node.host.address ? (
              <span className="font-mono">{node.host.address}</span>
            ) : null}
          </p>
        </div>
      </div>
      {node.groups.length === 0 ? <p className="text-2xs text-ink-faint">{t('host.empty')}</p> : null}
      <div className="flex flex-col" style={{ gap: size.rowGap }}>
        {node.groups.map((group) => (
          <div key={group.serviceId} className="flex" style={{ gap: size.gap }}>
            <p
              title={group.serviceName}
              className="shrink-0 truncate text-2xs text-ink-muted"
              style={{ width: graphSize.labelWidth, lineHeight: `${size.chip}px` }}
            >
              {group.serviceName}
            </p>
            <ChipGrid environmentId={environmentId} chips={group} />
          </div>
        ))}
      </div>
    </div>
  );
}

export function ExternalFlowCard({ data }: NodeProps<ExternalFlowNode>) {
  const t = useTranslations('topology');
  return (
    <div
      className={cn(
        box,
        'justify-center border-line-strong border-dashed bg-transparent px-3 shadow-none',
        data.dimmed && 'opacity-35',
      )}
      style={{ width: data.graphSize.serviceWidth, height: size.externalHeight }}
    >
      <Handles />
      <p className="flex items-center gap-1.5 truncate font-medium text-ink-muted text-sm">
        <ExternalLink aria-hidden="true" className="size-3.5 shrink-0" />
        {data.name}
      </p>
      <p className="text-2xs text-ink-faint">{t('external')}</p>
    </div>
  );
}
