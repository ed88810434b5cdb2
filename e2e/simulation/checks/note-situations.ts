import type { ReportInput } from '../../../agent/protocol/messages.ts';
import { ServerRefusal } from '../../../agent/session/server-error.ts';
import type { PlanRequest } from '../../../server/core/model/input.ts';
import type { Action } from '../../../server/core/model/plan.ts';
import type { PlanResult } from '../../../server/core/model/report.ts';
import type { Tables } from '../postgres/tables.ts';
import type { SimHost, Simulation } from '../world/simulation.ts';
import { Violation } from '../world/violation.ts';

/** What a plan decides, for the trace and the counters. */
export function notePlan(
  { trace, coverage }: Simulation,
  request: PlanRequest,
  { plan, report }: PlanResult,
): void {
  for (const action of plan.actions) trace.add('plan', `${plan.parent}: ${inWords(action)}`);
  for (const action of plan.actions) {
    if (action.kind === 'dispatch') coverage.note('decision sent again');
    if (action.kind !== 'change') continue;
    if (action.cause === 'host-lost') coverage.note('unit given up with its host');
    if (action.cause === 'replace-lost' && action.lost) coverage.note('unit moved for its port');
  }
  const waits = report.services.some(({ units }) => units.some(({ unitId }) => unitId === null));
  if (waits) coverage.note('slot without a host');
  const returned = request.input.units.filter(
    (unit) =>
      unit.lostAt !== null && unit.observed.kind === 'absent' && unit.observed.generation >= unit.generation,
  );
  if (returned.length > 0) coverage.note('surplus of a returning host removed');
}

function inWords(action: Action): string {
  switch (action.kind) {
    case 'place':
      return `place ${action.unitId} ${action.serviceId}/${action.index} on ${action.hostId} (${action.cause})`;
    case 'change':
      return `change ${action.unitId} g${action.generation} ${action.desired}${action.lost ? ' lost' : ''} (${action.cause})`;
    case 'forget':
      return `forget ${action.unitId} (${action.cause})`;
    case 'dispatch':
      return `dispatch ${action.unitId} g${action.generation}`;
    case 'host-state':
      return `${action.hostId} ${action.from} → ${action.to}`;
    default:
      return action.kind;
  }
}

/** What the tables show to have happened since they were last looked at. */
export function noteTables({ coverage }: Simulation, before: Tables, after: Tables): void {
  if (before.jobs === after.jobs) return;
  for (const [id, job] of after.jobs) {
    const was = before.jobs.get(id);
    if (was === undefined || was === job) continue;
    if (job.state === 'superseded' && was.state !== 'superseded') coverage.note('job superseded');
    if (job.error !== null && was.error !== job.error) coverage.note('job failed');
    if (
      was.state === 'leased' &&
      job.state === 'queued' &&
      job.error === was.error &&
      job.notBefore !== was.notBefore
    )
      coverage.note('lease expired');
  }
}

/** A call that a server has carried out, whether or not its answer arrives. */
export function noteCall(
  sim: Simulation,
  host: SimHost,
  procedure: string,
  input: unknown,
  { answer, error }: { answer?: unknown; error?: unknown },
): void {
  const { coverage, trace, database } = sim;
  if (error !== undefined) {
    const code = error instanceof ServerRefusal ? error.code : null;
    if (code === 'session-superseded') coverage.note('session superseded');
    if (code === 'session-invalid' && procedure === 'report')
      coverage.note('report of an ended session refused');
    trace.add(host.name, `${procedure} refused: ${code}`);
    return;
  }
  if (procedure === 'report') {
    const report = input as ReportInput;
    const row = database.committed.hosts.get(host.id);
    // A late one is ignored and is no sign of life.
    if (report.engineReachable && row?.reportSequence === report.sequence) host.heardAt = row.lastSeenAt ?? 0;
    for (const unit of report.units) if (unit.healed.length > 0) coverage.note('container healed');
    const units = report.units.map(({ unitId, generation, converged, error: failed, containers }) => {
      const states = containers.map(({ state }) => state).join('+');
      return `${unitId}@${generation}${converged ? '' : '~'}${failed === null ? '' : `!${failed.code}`}[${states}]`;
    });
    if (row !== undefined && report.sequence < row.reportSequence) coverage.note('late report ignored');
    const isNews = report.full || units.length > 0 || report.failures.length > 0 || !report.engineReachable;
    const kind = `${report.full ? ' full' : ''}${report.engineReachable ? '' : ' no engine'}`;
    if (isNews) trace.add(host.name, `report ${report.sequence}${kind}: ${units.join(' ')}`);
  }
  if (procedure === 'poll') {
    const { jobs } = answer as {
      jobs: { id: string; attempt: number; assignment: { unitId: string; generation: number } }[];
    };
    for (const { id, assignment } of jobs)
      trace.add(host.name, `job ${id} ${assignment.unitId} g${assignment.generation}`);
  }
  if (procedure !== 'sync') return;
  const { assignments, forgottenUnitIds } = answer as { assignments: unknown[]; forgottenUnitIds: string[] };
  const { units } = input as { units: { unitId: string; generation: number }[] };
  const held = units.map(({ unitId, generation }) => `${unitId}@${generation}`).join(' ');
  trace.add(host.name, `sync ${held} → ${assignments.length} sent, forget ${forgottenUnitIds.join(' ')}`);
  if (forgottenUnitIds.length > 0) coverage.note('tombstone forgotten');
  for (const { unitId, generation } of units) {
    const row = database.committed.units.get(unitId);
    if (row?.removedAt != null && row.generation > generation) coverage.note('closed unit held by a host');
    if (row === undefined || row.removedAt !== null || row.hostId !== host.id) continue;
    if (row.generation < generation)
      throw new Violation(
        'a host is never ahead once it has compared lists',
        `${unitId}: ${generation} over ${row.generation}`,
      );
  }
}
