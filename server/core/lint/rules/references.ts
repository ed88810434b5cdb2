import type { Action } from '../../model/plan.ts';
import { type Finding, fatal } from '../finding.ts';
import type { Subject } from '../subject.ts';

/** Every action is about things that were in the input, and about the right ones. */
export function checkReferences(subject: Subject): readonly Finding[] {
  const { plan, input } = subject;
  const findings = plan.actions.flatMap((action) => [
    ...checkIds(subject, action),
    ...checkRelations(subject, action),
  ]);
  if (plan.parent === input.parent && plan.environmentId === input.environmentId) return findings;
  return [
    fatal('wrong-parent', plan.environmentId, 'It was made for another state of the environment.'),
    ...findings,
  ];
}

function checkIds(
  { hosts, services, stacks, units, revisions }: Subject,
  action: Action,
): readonly Finding[] {
  const findings: Finding[] = [];
  if ('hostId' in action && !hosts.has(action.hostId)) {
    findings.push(fatal('unknown-host', action.hostId, 'The host is not in the input.'));
  }
  if ('serviceId' in action && !services.has(action.serviceId)) {
    findings.push(fatal('unknown-service', action.serviceId, 'The service is not in the input.'));
  }
  if (action.kind === 'finish-stack' && !stacks.has(action.stackId)) {
    findings.push(fatal('unknown-stack', action.stackId, 'The stack is not in the input.'));
  }
  if ('unitId' in action && action.kind !== 'place' && !units.has(action.unitId)) {
    findings.push(fatal('unknown-unit', action.unitId, 'The unit is not in the input.'));
  }
  if ('revisionId' in action && !revisions.has(action.revisionId)) {
    // A unit whose revision is missing can still be removed as it is.
    const kept =
      action.kind === 'change' &&
      action.desired === 'removed' &&
      units.get(action.unitId)?.revisionId === action.revisionId;
    if (!kept)
      findings.push(fatal('unknown-revision', action.revisionId, 'The revision is not in the input.'));
  }
  return findings;
}

function checkRelations({ units, services }: Subject, action: Action): readonly Finding[] {
  if (action.kind === 'place') {
    const current = services.get(action.serviceId)?.currentRevisionId ?? action.revisionId;
    if (current === action.revisionId) return [];
    return [fatal('wrong-relation', action.unitId, 'A new unit gets the current revision of its service.')];
  }
  if (!('unitId' in action)) return [];
  const unit = units.get(action.unitId);
  if (unit === undefined) return [];
  const otherService = 'serviceId' in action && action.serviceId !== unit.serviceId;
  if (!otherService && action.hostId === unit.hostId) return [];
  return [fatal('wrong-relation', action.unitId, 'The unit is of another service or on another host.')];
}
