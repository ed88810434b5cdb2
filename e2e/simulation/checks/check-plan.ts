import type { HostModel } from '../../../server/core/model/host.ts';
import type { HostTiming, PlanInput, PlanRequest } from '../../../server/core/model/input.ts';
import type { Action } from '../../../server/core/model/plan.ts';
import type { PlanResult, ServiceReport, UnitReport } from '../../../server/core/model/report.ts';
import type { ServiceModel } from '../../../server/core/model/service.ts';
import type { UnitModel } from '../../../server/core/model/unit.ts';
import type { Simulation } from '../world/simulation.ts';
import { Violation } from '../world/violation.ts';

/** What must hold of every plan and of what it says about itself. Written from the rules, not from the planner. */
export function checkPlan(sim: Simulation, request: PlanRequest, { plan, report }: PlanResult): void {
  const { input } = request;
  for (const service of input.services) {
    const told = report.services.find(({ serviceId }) => serviceId === service.id);
    if (told === undefined) throw new Violation('every service is reported', service.id);
    checkBudget(sim, request, service, plan.actions);
    checkReasons(request, service, told, plan.actions);
  }
  for (const action of plan.actions) checkLoss(sim, request, action);
}

function isAcknowledged({ observed, generation }: UnitModel): boolean {
  return observed.kind === 'present' && observed.generation >= generation && observed.converged;
}

function runs(input: PlanInput, unit: UnitModel): boolean {
  const host = input.hosts.find(({ id }) => id === unit.hostId);
  const { observed } = unit;
  return (
    unit.desired === 'running' &&
    isAcknowledged(unit) &&
    observed.kind === 'present' &&
    observed.containers.every(({ state }) => state === 'running') &&
    host?.engineReachable === true
  );
}

/** Units that an edit or a restart takes out of service, together with those it has out already. */
function checkBudget(
  sim: Simulation,
  { input, limits, now, timing }: PlanRequest,
  service: ServiceModel,
  actions: readonly Action[],
): void {
  const units = input.units.filter((unit) => unit.serviceId === service.id && unit.desired === 'running');
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const taken = actions.filter(
    (action) =>
      action.kind === 'change' &&
      (action.cause === 'update' || action.cause === 'restart') &&
      runs(input, byId.get(action.unitId) ?? NOBODY),
  );
  const updates = taken.filter((action) => action.kind === 'change' && action.cause === 'update').length;
  const restarts = taken.length - updates;
  if (taken.length === 0) return;
  if (updates > 0) sim.coverage.note('unit updated in turn');
  if (restarts > 0) sim.coverage.note('unit restarted in turn');
  const answering = new Set(input.hosts.filter((host) => answers(host, now, timing)).map(({ id }) => id));
  const leaving = new Set(
    actions.flatMap((one) => (one.kind === 'change' && one.desired === 'removed' ? [one.unitId] : [])),
  );
  const starting = units.filter(
    (unit) =>
      unit.job?.generation === unit.generation &&
      answering.has(unit.hostId) &&
      !leaving.has(unit.id) &&
      !runs(input, unit),
  ).length;
  const most = Math.max(limits.updateBatch, 1);
  const out = taken.length + starting;
  if (updates > 0 && out > Math.max(most, starting))
    throw new Violation(
      'disruption stays within its budget',
      `${service.id}: ${updates} taken, ${starting} out`,
    );
  if (restarts > 1)
    throw new Violation('disruption stays within its budget', `${service.id}: ${restarts} restarts`);
}

const NOBODY: UnitModel = {
  id: '',
  serviceId: '',
  hostId: '',
  index: 0,
  createIndex: 0,
  revisionId: '',
  generation: 0,
  desired: 'removed',
  restartCount: 0,
  recreations: {},
  recreateCount: 0,
  createdAt: 0,
  lostAt: null,
  job: null,
  failure: null,
  observed: { kind: 'unobserved' },
};

/** Whatever is not as asked has exactly one reason, and nothing else has one. */
function checkReasons(
  request: PlanRequest,
  service: ServiceModel,
  told: ServiceReport,
  actions: readonly Action[],
): void {
  const decided = new Map(actions.flatMap((action) => ('unitId' in action ? [[action.unitId, action]] : [])));
  const reports = new Map<string, UnitReport[]>();
  for (const unit of told.units) {
    if (unit.unitId !== null) reports.set(unit.unitId, [...(reports.get(unit.unitId) ?? []), unit]);
    else if (unit.reason === null) throw new Violation('every waiting slot has a reason', service.id);
  }
  for (const unit of request.input.units.filter(({ serviceId }) => serviceId === service.id)) {
    const action = decided.get(unit.id);
    const own = reports.get(unit.id) ?? [];
    const isGone =
      action?.kind === 'forget' || (unit.desired === 'removed' && unit.observed.kind === 'absent');
    if (own.length > 1 || (own.length === 0 && !isGone)) {
      throw new Violation('every unit is reported once', `${unit.id}: ${own.length} times`);
    }
    const [first] = own;
    if (first === undefined) continue;
    const asAsked = isAsAsked(request, service, unit) && action === undefined;
    if ((first.reason === null) !== asAsked && !isGone) {
      const { state, reason } = first;
      const shown = JSON.stringify({ unit, host: request.input.hosts.find(({ id }) => id === unit.hostId) });
      throw new Violation(
        'what is not as asked has one reason',
        `${unit.id}: ${state}, ${reason?.code ?? 'none'} of ${service.desired} ${service.currentRevisionId}: ${shown}`,
      );
    }
  }
}

function isAsAsked({ input, now, timing }: PlanRequest, service: ServiceModel, unit: UnitModel): boolean {
  const host = input.hosts.find(({ id }) => id === unit.hostId);
  if (host === undefined || !answers(host, now, timing) || host.knowledge.kind === 'unknown') return false;
  if (host.desired === 'removed' || unit.desired !== service.desired) return false;
  // What is stopped may take its new revision over when it starts: where it is may have no room for it.
  if (unit.desired === 'running' && unit.revisionId !== service.currentRevisionId) return false;
  if (Object.values(unit.recreations).some((number) => number > unit.recreateCount)) return false;
  return unit.desired === 'stopped'
    ? isStopped(unit)
    : runs(input, unit) && unit.restartCount >= service.restartCount;
}

function isStopped({ observed, generation }: UnitModel): boolean {
  if (observed.kind === 'unobserved' || observed.generation < generation) return false;
  return observed.kind === 'absent' || observed.converged;
}

function answers({ lastSeenAt, engineReachable }: HostModel, now: number, timing: HostTiming): boolean {
  return engineReachable && lastSeenAt !== null && now - lastSeenAt < timing.missedMax * timing.heartbeatMs;
}

/** A unit is given up with its host only when nothing was heard of the host for long enough. */
function checkLoss(sim: Simulation, { now, timing }: PlanRequest, action: Action): void {
  if (action.kind !== 'change' || !action.lost || action.cause !== 'host-lost') return;
  const host = sim.hosts.find(({ id }) => id === action.hostId);
  if (host === undefined) return;
  const silentMs = now - host.heardAt;
  if (silentMs < timing.disconnectAfterMs) {
    throw new Violation(
      'no unit is given up before its host is',
      `${action.unitId}: ${host.name} heard ${silentMs} ms ago`,
    );
  }
}
