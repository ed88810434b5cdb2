import type { PlanInput } from '../model/input.ts';
import type { Action, ChangeAction, Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';

/** A plan as a person would tell it, one line for each action: `place web/3 on h2: scale-up`. */
export function describePlan(plan: Plan, input: PlanInput): readonly string[] {
  const indexOf = new Map(input.units.map((unit) => [unit.id, `${unit.serviceId}/${unit.index}`]));
  const unitName = (unitId: string) => indexOf.get(unitId) ?? unitId;
  return plan.actions.map((action) => describeAction(action, unitName));
}

function describeAction(action: Action, unitName: (unitId: string) => string): string {
  switch (action.kind) {
    case 'host-state':
      return `${action.hostId}: ${action.from} → ${action.to}`;
    case 'place':
      return `place ${action.serviceId}/${action.index} on ${action.hostId}: ${action.cause}`;
    case 'change':
      return `${unitName(action.unitId)} on ${action.hostId} → ${describeChange(action)}: ${action.cause}`;
    case 'dispatch':
      return `send ${unitName(action.unitId)} to ${action.hostId} again`;
    case 'forget':
      return `forget ${unitName(action.unitId)} on ${action.hostId}: ${action.cause}`;
    case 'finish-service':
      return `finish service ${action.serviceId}`;
    case 'finish-stack':
      return `finish stack ${action.stackId}`;
  }
}

function describeChange({
  desired,
  lost,
  revisionId,
  restartCount,
  recreateCount,
  cause,
}: ChangeAction): string {
  if (cause === 'update') return desired === 'removed' ? 'moved' : `${desired} ${revisionId}`;
  if (cause === 'recreate')
    return desired === 'removed' ? 'moved' : `${desired} anew ${recreateCount} ${revisionId}`;
  if (cause === 'restart') return `${desired} restart ${restartCount}`;
  return lost ? `${desired}, slot given away` : desired;
}

/** `web degraded 1/2 no-host`, then its units that are not as asked: `web/2 waiting: no-host`. */
export function describeReport(report: Report): readonly string[] {
  return report.services.flatMap((service) => [
    [service.serviceId, service.state, `${service.runningCount}/${service.unitCount}`, service.reason?.code]
      .filter((word) => word !== undefined)
      .join(' '),
    ...service.units
      .filter(({ reason }) => reason !== null)
      .map(({ index, state, reason }) => `${service.serviceId}/${index} ${state}: ${reason?.code}`),
  ]);
}
