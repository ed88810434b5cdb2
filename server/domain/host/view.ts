import type { ContainerRow } from '../../db/repositories/container.ts';
import type { HostRow, Reserved } from '../../db/repositories/host-view.ts';
import { type HostState, type HostView, hostInfoSchema } from '../../schemas/host.ts';
import { labelsSchema } from '../../schemas/primitives/labels.ts';
import type { ReasonCode } from '../../schemas/reason.ts';
import { shownHostState } from './host.policy.ts';
import { staleSince } from './stale-since.ts';

const STATE_REASON: Partial<Record<HostState, ReasonCode>> = {
  registering: 'starting',
  reconnecting: 'host-reconnecting',
  disconnected: 'host-disconnected',
  removing: 'removing',
};

function reasonOf(state: HostState, engineReachable: boolean): ReasonCode | null {
  const reason = STATE_REASON[state] ?? null;
  return reason === null && !engineReachable ? 'engine-unavailable' : reason;
}

/** Labels are stored by the agents' link as well, which is newer or older than we are: what does not fit is not shown. */
function labelsOf(stored: unknown): Record<string, string> {
  const parsed = labelsSchema.safeParse(stored);
  return parsed.success ? parsed.data : {};
}

type HostContainer = HostView['containers'][number];

function toHostContainer(row: ContainerRow): HostContainer[] {
  if (row.instanceId === null) return [];
  const { serviceId, serviceName, stackId, stackName } = row;
  return [
    {
      id: row.instanceId,
      name: row.name ?? '',
      state: row.state ?? 'missing',
      stackId,
      stackName,
      serviceId,
      serviceName,
    },
  ];
}

export interface HostParts {
  readonly reserved: Reserved | undefined;
  readonly containers: readonly ContainerRow[];
}

export function toHostView(row: HostRow, { reserved, containers }: HostParts): HostView {
  const info = hostInfoSchema.safeParse(row.facts);
  const state = shownHostState(row);
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    address: row.address,
    state,
    stateSince: row.stateSince.toISOString(),
    stateReason: reasonOf(state, row.engineReachable),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    staleSince: staleSince(row),
    labels: labelsOf(row.labels),
    automaticLabels: labelsOf(row.automaticLabels),
    info: info.success ? info.data : null,
    agentVersion: row.agentVersion,
    reservedMilliCpu: Math.round(reserved?.milliCpu ?? 0),
    reservedMemoryBytes: Math.round(reserved?.memoryBytes ?? 0),
    containers: containers.flatMap(toHostContainer),
    foreignContainerCount: row.foreignContainerCount,
    createdAt: row.createdAt.toISOString(),
  };
}
