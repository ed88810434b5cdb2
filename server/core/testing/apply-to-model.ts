import type { PlanInput } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import type { Action, Plan } from '../model/plan.ts';
import type { UnitModel } from '../model/unit.ts';

/**
 * The simplest database: writes a plan down and queues its jobs. Nothing happens on any host. It shares no code with
 * the planner, so that it can disagree with it.
 */
export function applyToModel(plan: Plan, input: PlanInput, now: Instant): PlanInput {
  return plan.actions.reduce<PlanInput>((model, action) => applyAction(model, action, now), {
    ...input,
    parent: input.parent + 1,
  });
}

function applyAction(model: PlanInput, action: Action, now: Instant): PlanInput {
  switch (action.kind) {
    case 'host-state':
      return {
        ...model,
        hosts: model.hosts
          .map((host) => (host.id === action.hostId ? { ...host, state: action.to, stateSince: now } : host))
          .filter((host) => host.state !== 'removed'),
      };
    case 'place':
      return place(model, action, now);
    case 'change':
      return changeUnit(model, action.unitId, (unit) => ({
        ...unit,
        generation: action.generation,
        desired: action.desired,
        revisionId: action.revisionId,
        restartCount: action.restartCount,
        recreateCount: action.recreateCount,
        lostAt: action.lost ? now : unit.lostAt,
        job: { generation: action.generation, state: 'queued', attempts: 0, notBefore: now },
        failure: null,
      }));
    case 'dispatch':
      return changeUnit(model, action.unitId, (unit) => ({
        ...unit,
        job: { generation: action.generation, state: 'queued', attempts: 0, notBefore: now },
      }));
    case 'forget':
      return { ...model, units: model.units.filter((unit) => unit.id !== action.unitId) };
    case 'finish-service':
      return { ...model, services: model.services.filter((service) => service.id !== action.serviceId) };
    case 'finish-stack':
      return { ...model, stacks: model.stacks.filter((stack) => stack.id !== action.stackId) };
  }
}

function place(model: PlanInput, action: Extract<Action, { kind: 'place' }>, now: Instant): PlanInput {
  const {
    unitId: id,
    serviceId,
    hostId,
    index,
    createIndex,
    revisionId,
    generation,
    desired,
    restartCount,
  } = action;
  const unit: UnitModel = {
    id,
    serviceId,
    hostId,
    index,
    createIndex,
    revisionId,
    generation,
    desired,
    restartCount,
    recreations: {},
    recreateCount: 0,
    createdAt: now,
    lostAt: null,
    job: { generation, state: 'queued', attempts: 0, notBefore: now },
    failure: null,
    observed: { kind: 'unobserved' },
  };
  return {
    ...model,
    units: [...model.units, unit],
    services: model.services.map((service) =>
      service.id === serviceId
        ? { ...service, nextCreateIndex: Math.max(service.nextCreateIndex, createIndex + 1) }
        : service,
    ),
  };
}

function changeUnit(model: PlanInput, unitId: string, change: (unit: UnitModel) => UnitModel): PlanInput {
  return { ...model, units: model.units.map((unit) => (unit.id === unitId ? change(unit) : unit)) };
}
