import type pg from 'pg';
import type { PlanInput } from '../../../core/model/input.ts';
import type { Instant } from '../../../core/model/observed.ts';
import { type RevisionCache, type RevisionSpec, readRevisionSpecs } from '../plan/revision-specs.ts';
import { toHostModel } from './host-model.ts';
import { instant } from './instant.ts';
import { readSnapshotRows, type ServiceRow, type SnapshotRows } from './rows.ts';
import { toServiceModel } from './service-model.ts';
import { toUnitModel } from './unit-model.ts';

/** The status of a service as it was last written. */
export interface RecordedStatus {
  readonly answers: string;
  readonly state: string;
  readonly reason: unknown;
  readonly unitCount: number;
  readonly runningCount: number;
  readonly units: unknown;
}

/** One consistent read of an environment. */
export interface Snapshot {
  readonly input: PlanInput;
  /** The database's clock at the moment of the read. */
  readonly now: Instant;
  readonly revisions: ReadonlyMap<string, RevisionSpec>;
  readonly statuses: ReadonlyMap<string, RecordedStatus>;
  /** By service: what people ask of it at this instant. */
  readonly asked: ReadonlyMap<string, string>;
}

function toStatus(row: ServiceRow): RecordedStatus | null {
  const { statusState, statusUnitCount, statusRunningCount } = row;
  if (statusState === null || statusUnitCount === null || statusRunningCount === null) return null;
  return {
    answers: row.statusAnswers ?? '',
    state: statusState,
    reason: row.statusReason,
    unitCount: statusUnitCount,
    runningCount: statusRunningCount,
    units: row.statusUnits,
  };
}

function revisionIds(rows: SnapshotRows): string[] {
  const current = rows.services.map((service) => service.revisionId).filter((id) => id !== null);
  return [...current, ...rows.units.map((unit) => unit.revisionId)];
}

function revisionsByService(
  rows: SnapshotRows,
  specs: ReadonlyMap<string, RevisionSpec>,
): Map<string, Set<RevisionSpec>> {
  const byService = new Map<string, Set<RevisionSpec>>(rows.services.map(({ id }) => [id, new Set()]));
  const add = (serviceId: string, revisionId: string | null) => {
    const revision = revisionId === null ? undefined : specs.get(revisionId);
    if (revision !== undefined) byService.get(serviceId)?.add(revision);
  };
  for (const service of rows.services) add(service.id, service.revisionId);
  for (const unit of rows.units) add(unit.serviceId, unit.revisionId);
  return byService;
}

function toInput(
  environmentId: string,
  rows: SnapshotRows,
  specs: ReadonlyMap<string, RevisionSpec>,
): PlanInput {
  const revisions = revisionsByService(rows, specs);
  const instances = Map.groupBy(rows.instances, (instance) => instance.unitId);
  return {
    environmentId,
    parent: rows.environment.planGeneration,
    hosts: rows.hosts.map(toHostModel),
    stacks: rows.stacks,
    services: rows.services.map((service) => toServiceModel(service, [...(revisions.get(service.id) ?? [])])),
    units: rows.units.map((unit) => toUnitModel(unit, instances.get(unit.id) ?? [])),
  };
}

/** Null when the environment is gone. Specs never change, so those that are not known yet may be read afterwards. */
export async function readSnapshot(
  pool: pg.Pool,
  environmentId: string,
  cache: RevisionCache,
): Promise<Snapshot | null> {
  const rows = await readSnapshotRows(pool, environmentId);
  if (rows === null) return null;
  const revisions = await readRevisionSpecs(pool, revisionIds(rows), cache);
  const statuses = rows.services.flatMap((service): [string, RecordedStatus][] => {
    const status = toStatus(service);
    return status === null ? [] : [[service.id, status]];
  });
  return {
    input: toInput(environmentId, rows, revisions),
    now: instant(rows.environment.now),
    revisions,
    statuses: new Map(statuses),
    asked: new Map(rows.services.map((service) => [service.id, service.asked])),
  };
}
