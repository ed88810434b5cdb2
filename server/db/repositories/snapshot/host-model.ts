import { z } from 'zod';
import { foreignPortSchema } from '../../../../agent/protocol/observation.ts';
import type { HostModel } from '../../../core/model/host.ts';
import type { HostKnowledge } from '../../../core/model/observed.ts';
import type { HostRow } from './rows.ts';

const labelsSchema = z.record(z.string(), z.string());
const foreignPortsSchema = z.array(foreignPortSchema);

type KnowledgeFacts = Pick<
  HostRow,
  'state' | 'stateSince' | 'createdAt' | 'lastSeenAt' | 'sessionOpenedAt' | 'observedAt' | 'engineReachable'
>;

/**
 * Whether what is recorded of a host may be acted on. The recorded state lags behind: a host that was heard of after it
 * was written off is judged by what it has said since, not by the state.
 */
export function hostKnowledge(host: KnowledgeFacts): HostKnowledge {
  const { lastSeenAt, sessionOpenedAt, observedAt } = host;
  if (lastSeenAt === null || sessionOpenedAt === null || observedAt === null) {
    return { kind: 'unknown', since: (lastSeenAt ?? host.createdAt).getTime() };
  }
  const heardSince = lastSeenAt.getTime() > host.stateSince.getTime();
  if (host.state === 'disconnected' && !heardSince) return { kind: 'unknown', since: lastSeenAt.getTime() };
  if (host.state === 'reconnecting' && !heardSince) return { kind: 'stale', since: lastSeenAt.getTime() };
  const listedInSession = observedAt.getTime() >= sessionOpenedAt.getTime();
  if (!host.engineReachable || !listedInSession) return { kind: 'stale', since: observedAt.getTime() };
  return { kind: 'known' };
}

export function toHostModel(row: HostRow): HostModel {
  return {
    id: row.id,
    name: row.name,
    desired: row.desired,
    state: row.state,
    stateSince: row.stateSince.getTime(),
    lastSeenAt: row.lastSeenAt?.getTime() ?? null,
    engineReachable: row.engineReachable,
    knowledge: hostKnowledge(row),
    labels: { ...labelsSchema.parse(row.automaticLabels), ...labelsSchema.parse(row.labels) },
    memoryBytes: row.memoryBytes,
    milliCpu: row.milliCpu,
    foreignPorts: foreignPortsSchema.parse(row.foreignPorts),
  };
}
