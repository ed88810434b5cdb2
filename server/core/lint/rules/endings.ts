import { type Finding, fatal } from '../finding.ts';
import type { Subject } from '../subject.ts';

/** Hosts, services and stacks are closed last, and only when that was asked for. */
export function checkEndings(subject: Subject): readonly Finding[] {
  const { plan, input, forgets, services, stacks, hosts } = subject;
  const left = input.units.filter((unit) => !forgets.has(unit.id));
  const busyHosts = new Set([...left, ...subject.places].map(({ hostId }) => hostId));
  const busyServices = new Set([...left, ...subject.places].map(({ serviceId }) => serviceId));
  const finished = new Set(
    plan.actions.flatMap((action) => (action.kind === 'finish-service' ? [action.serviceId] : [])),
  );
  const busyStacks = new Set(
    input.services.filter(({ id }) => !finished.has(id)).map(({ stackId }) => stackId),
  );
  return plan.actions.flatMap((action) => {
    if (action.kind === 'host-state' && action.to === 'removed') {
      const asked = hosts.get(action.hostId)?.desired === 'removed';
      return asked && !busyHosts.has(action.hostId) ? [] : [leftBehind(action.hostId)];
    }
    if (action.kind === 'finish-service') {
      const service = services.get(action.serviceId);
      if (service === undefined) return [];
      const asked = service.desired === 'removed' || stacks.get(service.stackId)?.desired === 'removed';
      return asked && !busyServices.has(service.id) ? [] : [leftBehind(service.id)];
    }
    if (action.kind !== 'finish-stack') return [];
    const asked = stacks.get(action.stackId)?.desired === 'removed';
    return asked && !busyStacks.has(action.stackId) ? [] : [leftBehind(action.stackId)];
  });
}

function leftBehind(id: string): Finding {
  return fatal('left-behind', id, 'It is closed unasked or while something of it is left.');
}
