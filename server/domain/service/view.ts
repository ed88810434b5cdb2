import type { ContainerRow } from '../../db/repositories/container.ts';
import type { ServiceRow } from '../../db/repositories/service.ts';
import { type Reason, reasonSchema } from '../../schemas/reason.ts';
import type { Role } from '../../schemas/role.ts';
import type { ServiceDetail, ServiceSpec, ServiceSummary, UnitView } from '../../schemas/service.ts';
import { staleSince } from '../host/stale-since.ts';
import { hideValues } from './hide-values.ts';
import { type ServiceStanding, shownServiceState } from './state.ts';
import { parseUnitReports, presumeUnit, type StoredUnitReport } from './unit-reports.ts';

function fixedPorts(spec: ServiceSpec): ServiceSummary['ports'] {
  return [spec.launch, ...spec.sidekicks.map((sidekick) => sidekick.launch)].flatMap((launch) =>
    launch.ports.flatMap(({ hostPort, containerPort, protocol }) =>
      hostPort === null ? [] : [{ hostPort, containerPort, protocol }],
    ),
  );
}

const UNREADABLE =
  'The stored description cannot be read: it is damaged or was written by a newer server. Edit the service to write it anew.';

const CODE_UNANSWERED = { running: 'starting', stopped: 'stopping', removed: 'removing' } as const;

/** Until the reconciler has answered what is asked now, that is the reason: a service is never settled unseen. */
function reasonOf(row: ServiceRow): Reason | null {
  // A word of a newer server is not understood here, and then there is none.
  const reported = reasonSchema
    .nullable()
    .catch(null)
    .parse(row.status?.reason ?? null);
  const bare = { since: row.createdAt.toISOString(), attempts: null, nextAttemptAt: null, filters: [] };
  if (!row.specReadable && row.desired !== 'removed') {
    return { ...bare, code: 'invalid-spec', message: UNREADABLE };
  }
  if (row.status?.answered || reported !== null) return reported;
  return { ...bare, code: CODE_UNANSWERED[row.desired], message: null };
}

export function toStanding(row: ServiceRow): ServiceStanding {
  return { ...row, reported: row.status?.state ?? null, answered: row.status?.answered ?? false };
}

export function toServiceSummary(row: ServiceRow): ServiceSummary {
  return {
    id: row.id,
    stackId: row.stackId,
    stackName: row.stackName,
    name: row.name,
    description: row.description,
    kind: row.kind,
    image: row.spec.launch.image,
    scale: row.scale,
    state: shownServiceState(toStanding(row)),
    reason: reasonOf(row),
    unitCount: row.status?.unitCount ?? 0,
    runningCount: row.status?.runningCount ?? 0,
    revision: row.revisionNumber,
    ports: fixedPorts(row.spec),
    links: [...row.links],
    createdAt: row.createdAt.toISOString(),
  };
}

function toContainers(rows: readonly ContainerRow[]): UnitView['containers'] {
  return rows.flatMap((row) => {
    if (row.instanceId === null) return [];
    return [
      {
        id: row.instanceId,
        launch: row.launch ?? '',
        name: row.name ?? '',
        state: row.state ?? 'missing',
        ipAddress: row.ipAddress,
        startedAt: row.startedAt?.toISOString() ?? null,
      },
    ];
  });
}

function nameOf(row: ServiceRow, index: number): string {
  return `${row.stackName}-${row.name}-${index}`;
}

function toUnit(row: ServiceRow, rows: readonly ContainerRow[], report: StoredUnitReport | undefined) {
  const [unit] = rows;
  if (unit === undefined) return [];
  const { state, reason } = report ?? presumeUnit(unit);
  const view: UnitView = {
    id: unit.unitId,
    name: nameOf(row, unit.index),
    index: unit.index,
    hostId: unit.hostId,
    hostName: unit.hostName,
    state,
    reason,
    staleSince: staleSince({
      state: unit.hostState,
      engineReachable: unit.engineReachable,
      knownAt: unit.hostKnownAt,
    }),
    revision: unit.revision,
    containers: toContainers(rows),
  };
  return [view];
}

/** A slot that the planner could not place anywhere yet. */
function toWaitingSlot(row: ServiceRow, report: StoredUnitReport): UnitView {
  return {
    id: null,
    name: nameOf(row, report.index),
    index: report.index,
    hostId: null,
    hostName: null,
    state: report.state,
    reason: report.reason,
    staleSince: null,
    revision: row.revisionNumber,
    containers: [],
  };
}

/** Units are what the database holds; the report says how each is doing and which slots still wait. */
function toUnits(row: ServiceRow, containers: readonly ContainerRow[]): UnitView[] {
  const reports = row.status === null ? [] : parseUnitReports(row.status.units);
  const reportOf = new Map(reports.map((report) => [report.unitId, report]));
  const units = [...Map.groupBy(containers, (container) => container.unitId).values()].flatMap((rows) =>
    toUnit(row, rows, reportOf.get(rows[0]?.unitId ?? null)),
  );
  const waiting = reports.filter((report) => report.unitId === null);
  return [...units, ...waiting.map((report) => toWaitingSlot(row, report))].sort((a, b) => a.index - b.index);
}

export function toServiceDetail(
  row: ServiceRow,
  { containers, role }: { containers: readonly ContainerRow[]; role: Role },
): ServiceDetail {
  return { ...toServiceSummary(row), spec: hideValues(row.spec, role), units: toUnits(row, containers) };
}
