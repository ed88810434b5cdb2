import type { Action } from '../../model/plan.ts';
import type { UnitModel } from '../../model/unit.ts';
import { type Finding, fatal, warning } from '../finding.ts';
import { type Subject, stateAfter } from '../subject.ts';

/** A plan stays within the limits it was given. */
export function checkBounds(subject: Subject): readonly Finding[] {
  const { plan, limits } = subject;
  const findings: Finding[] = [...checkDisruption(subject), ...checkOrder(plan.actions)];
  if (plan.actions.length > limits.actionsMax) {
    findings.push(
      fatal('over-limit', plan.environmentId, `${plan.actions.length} of ${limits.actionsMax} actions.`),
    );
  }
  return findings;
}

function isWorking(subject: Subject, unit: UnitModel): boolean {
  const { observed } = unit;
  const state = stateAfter(subject, unit.hostId);
  if (subject.hosts.get(unit.hostId)?.knowledge.kind === 'unknown') return false;
  if (state !== 'active' && state !== 'inactive' && state !== 'removing') return false;
  if (unit.desired !== 'running' || observed.kind !== 'present' || observed.generation < unit.generation)
    return false;
  return observed.converged && observed.containers.every((container) => container.state === 'running');
}

/** Edits and restarts never take more working units of a service than the batch, less those that are out already. */
function checkDisruption(subject: Subject): readonly Finding[] {
  const taken = new Map<string, number>();
  const restarted = new Set<string>();
  for (const change of subject.changes.values()) {
    if (change.cause !== 'update' && change.cause !== 'restart') continue;
    const unit = subject.units.get(change.unitId);
    if (unit === undefined || !isWorking(subject, unit)) continue;
    taken.set(change.serviceId, (taken.get(change.serviceId) ?? 0) + 1);
    if (change.cause === 'restart') restarted.add(change.serviceId);
  }
  return [...taken].flatMap(([serviceId, count]) => {
    const batch = restarted.has(serviceId) ? 1 : Math.max(1, subject.limits.updateBatch);
    const out = countOut(subject, serviceId);
    if (count + out <= batch) return [];
    return [
      fatal(
        'too-disruptive',
        serviceId,
        `${count} units are taken while ${out} are out; the batch is ${batch}.`,
      ),
    ];
  });
}

function countOut(subject: Subject, serviceId: string): number {
  return subject.input.units.filter((unit) => {
    const change = subject.changes.get(unit.id);
    if (unit.serviceId !== serviceId || unit.desired === 'removed' || subject.forgets.has(unit.id))
      return false;
    const leaves = change?.desired === 'removed' && change.cause !== 'update';
    // Stopped and left so: no host can start it, and nothing that is decided here takes it out.
    if (unit.desired === 'stopped' && change === undefined) return false;
    const given = stateAfter(subject, unit.hostId) === 'disconnected';
    return !leaves && !given && !isWorking(subject, unit);
  }).length;
}

const KIND_ORDER = 'host-state place change dispatch forget finish-service finish-stack'.split(' ');

function checkOrder(actions: readonly Action[]): readonly Finding[] {
  const kinds = actions.map(({ kind }) => KIND_ORDER.indexOf(kind));
  const sorted = kinds.every((kind, at) => at === 0 || kind >= (kinds[at - 1] ?? 0));
  return sorted ? [] : [warning('unsorted', 'plan', 'Actions are not sorted by kind.')];
}
