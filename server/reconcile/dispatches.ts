import type { Action } from '../core/model/plan.ts';
import type { UnitDesired, UnitModel } from '../core/model/unit.ts';
import type { AssignmentSource } from '../db/repositories/plan/host-assignments.ts';
import type { NewJob } from '../db/repositories/queue/enqueue.ts';
import type { Snapshot } from '../db/repositories/snapshot/read-snapshot.ts';
import { assignmentOf } from './assignment/build-assignment.ts';

interface Decision {
  readonly unitId: string;
  readonly serviceId: string;
  readonly hostId: string;
  readonly index: number;
  readonly revisionId: string;
  readonly generation: number;
  readonly desired: UnitDesired;
  readonly restartCount: number;
  readonly recreations: Readonly<Record<string, number>>;
}

function found<T>(value: T | undefined, what: string, unitId: string): T {
  if (value !== undefined) return value;
  throw new Error(`The plan decides on unit ${unitId}, but its ${what} is not in the snapshot.`);
}

function toDecision(action: Action, units: ReadonlyMap<string, UnitModel>): Decision | null {
  if (action.kind === 'place') return { ...action, recreations: {} };
  if (action.kind !== 'change' && action.kind !== 'dispatch') return null;
  const unit = found(units.get(action.unitId), 'row', action.unitId);
  if (action.kind === 'change') return { ...action, index: unit.index, recreations: unit.recreations };
  return { ...unit, unitId: unit.id, generation: action.generation };
}

/** The jobs that carry a plan's decisions to the hosts. */
export function dispatches(snapshot: Snapshot, actions: readonly Action[]): NewJob[] {
  const { input, revisions } = snapshot;
  const { environmentId } = input;
  const units = new Map(input.units.map((unit) => [unit.id, unit]));
  const services = new Map(input.services.map((service) => [service.id, service]));
  const stacks = new Map(input.stacks.map((stack) => [stack.id, stack]));
  const decisions = actions
    .map((action) => toDecision(action, units))
    .filter((decision) => decision !== null);
  return decisions.map(({ serviceId, ...decision }) => {
    const { unitId, hostId, revisionId, generation } = decision;
    const service = found(services.get(serviceId), 'service', unitId);
    const stack = found(stacks.get(service.stackId), 'stack', unitId);
    const source: AssignmentSource = {
      unitId,
      environmentId,
      stackId: stack.id,
      stackName: stack.name,
      serviceId,
      serviceName: service.name,
      index: decision.index,
      revisionId,
      generation,
      desired: decision.desired,
      restartCount: decision.restartCount,
      recreations: decision.recreations,
    };
    const assignment = found(
      assignmentOf(source, revisions.get(revisionId)) ?? undefined,
      'revision',
      unitId,
    );
    return { environmentId, hostId, unitId, generation, assignment };
  });
}
