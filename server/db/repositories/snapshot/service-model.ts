import type { PortClaim } from '../../../core/model/host.ts';
import type { RevisionModel, ServiceModel } from '../../../core/model/service.ts';
import type { LaunchConfig } from '../../../schemas/launch-config.ts';
import type { RevisionSpec } from '../plan/revision-specs.ts';
import { instant } from './instant.ts';
import type { ServiceRow } from './rows.ts';

/** Revisions never change, so neither does what the planner sees of them. */
const models = new WeakMap<RevisionSpec, RevisionModel>();

function fixedPorts(launch: LaunchConfig): PortClaim[] {
  return launch.ports.flatMap(({ hostIp, hostPort, protocol }) =>
    hostPort === null ? [] : [{ hostIp, hostPort, protocol }],
  );
}

export function toRevisionModel(revision: RevisionSpec): RevisionModel {
  const known = models.get(revision);
  if (known !== undefined) return known;
  const { spec } = revision;
  const launches = [spec.launch, ...spec.sidekicks.map((sidekick) => sidekick.launch)];
  const model: RevisionModel = {
    id: revision.id,
    number: revision.number,
    ports: launches.flatMap(fixedPorts),
    memoryReservationBytes: launches.reduce((sum, launch) => sum + launch.memoryReservationBytes, 0),
    milliCpuReservation: launches.reduce((sum, launch) => sum + launch.milliCpuReservation, 0),
    hostRules: spec.hostRules,
    launches: ['', ...spec.sidekicks.map((sidekick) => sidekick.name)],
  };
  models.set(revision, model);
  return model;
}

/** Kinds whose services run containers; the others are names only and have no units to plan. */
const KINDS_WITH_UNITS: ReadonlySet<string> = new Set(['service', 'loadBalancer']);

export function toServiceModel(row: ServiceRow, revisions: readonly RevisionSpec[]): ServiceModel {
  return {
    id: row.id,
    stackId: row.stackId,
    name: row.name,
    createdAt: instant(row.createdAt),
    desired: row.desired,
    scale: KINDS_WITH_UNITS.has(row.kind) ? row.scale : 0,
    restartCount: row.restartCount,
    currentRevisionId: row.revisionId ?? '',
    revisions: revisions.map(toRevisionModel),
    nextCreateIndex: row.nextCreateIndex,
  };
}
