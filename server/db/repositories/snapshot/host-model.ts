import { z } from 'zod';
import { foreignPortSchema } from '../../../../agent/protocol/observation.ts';
import type { HostModel } from '../../../core/model/host.ts';
import type { HostKnowledge } from '../../../core/model/observed.ts';
import { instant, instantOrNull } from './instant.ts';
import type { HostRow } from './rows.ts';

/** Rows outlive versions: one that does not fit costs itself, not the environment its plan. */
const labelsSchema = z.record(z.string(), z.string()).catch({});
const foreignPortsSchema = z.array(foreignPortSchema).catch([]);

type KnowledgeFacts = Pick<
  HostRow,
  'state' | 'stateSince' | 'createdAt' | 'lastSeenAt' | 'sessionOpenedAt' | 'observedAt' | 'engineReachable'
>;

/**
 * Whether what is recorded of a host may be acted on. The recorded state lags behind: a host that was heard of after it
 * was written off is judged by what it has said since, not by the state.
 */
export function hostKnowledge(host: KnowledgeFacts): HostKnowledge {
  const lastSeenAt = instantOrNull(host.lastSeenAt);
  const sessionOpenedAt = instantOrNull(host.sessionOpenedAt);
  const observedAt = instantOrNull(host.observedAt);
  if (lastSeenAt === null || sessionOpenedAt === null || observedAt === null) {
    return { kind: 'unknown', since: lastSeenAt ?? instant(host.createdAt) };
  }
  const heardSince = lastSeenAt > instant(host.stateSince);
  if (host.state === 'disconnected' && !heardSince) return { kind: 'unknown', since: lastSeenAt };
  if (host.state === 'reconnecting' && !heardSince) return { kind: 'stale', since: lastSeenAt };
  const listedInSession = observedAt >= sessionOpenedAt;
  if (!host.engineReachable || !listedInSession) return { kind: 'stale', since: observedAt };
  return { kind: 'known' };
}

export function toHostModel(row: HostRow): HostModel {
  return {
    id: row.id,
    name: row.name,
    desired: row.desired,
    state: row.state,
    stateSince: instant(row.stateSince),
    lastSeenAt: instantOrNull(row.lastSeenAt),
    knownAt: instantOrNull(row.knownAt),
    engineReachable: row.engineReachable,
    knowledge: hostKnowledge(row),
    labels: { ...labelsSchema.parse(row.automaticLabels), ...labelsSchema.parse(row.labels) },
    memoryBytes: row.memoryBytes,
    milliCpu: row.milliCpu,
    foreignPorts: foreignPortsSchema.parse(row.foreignPorts),
  };
}
