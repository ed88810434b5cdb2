import type { z } from 'zod';
import type { ContainerRow } from '../../db/repositories/container.ts';
import {
  type ContainerSummary,
  type containerDetailSchema,
  containerFactsSchema,
} from '../../schemas/container.ts';
import { staleSince } from '../host/stale-since.ts';
import { presumeUnit, type StoredUnitReport } from '../service/unit-reports.ts';

export function toContainerSummary(
  row: ContainerRow,
  report: StoredUnitReport | undefined,
): ContainerSummary {
  const { state, reason } = report ?? presumeUnit(row);
  return {
    id: row.instanceId ?? '',
    name: row.name ?? '',
    launch: row.launch ?? '',
    // What was asked goes before what was last reported, so that a click shows at once.
    state: row.removalAsked ? 'removing' : (row.state ?? 'missing'),
    unitState: state,
    reason,
    dockerId: row.dockerId,
    image: row.image ?? '',
    ipAddress: row.ipAddress,
    startedAt: row.startedAt?.toISOString() ?? null,
    stackId: row.stackId,
    stackName: row.stackName,
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    hostId: row.hostId,
    hostName: row.hostName,
    index: row.index,
    staleSince: staleSince({
      state: row.hostState,
      engineReachable: row.engineReachable,
      knownAt: row.hostKnownAt,
    }),
  };
}

export function toContainerDetail(
  row: ContainerRow,
  report: StoredUnitReport | undefined,
): z.output<typeof containerDetailSchema> {
  const facts = containerFactsSchema.safeParse(row.facts);
  return {
    ...toContainerSummary(row, report),
    facts: facts.success ? facts.data : null,
    observedAt: row.observedAt?.toISOString() ?? null,
    revision: row.revision,
    generation: row.generation,
  };
}
