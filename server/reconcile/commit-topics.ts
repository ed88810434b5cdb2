import type { Action } from '../core/model/plan.ts';
import type { Change } from '../schemas/event.ts';
import type { Names } from './names.ts';
import type { StatusChange } from './status.ts';

function topicsOf(action: Action): Change[] {
  switch (action.kind) {
    case 'place':
    case 'forget':
      return [
        { topic: 'container', id: null },
        { topic: 'host', id: action.hostId },
      ];
    case 'host-state':
      return [
        { topic: 'hosts', id: null },
        { topic: 'host', id: action.hostId },
        { topic: 'enrolment', id: null },
      ];
    case 'finish-stack':
      return [
        { topic: 'stacks', id: null },
        { topic: 'stack', id: action.stackId },
      ];
    default:
      return [];
  }
}

function serviceTopics(serviceId: string, names: Names): Change[] {
  const stackId = names.stackOf(serviceId);
  const service: Change = { topic: 'service', id: serviceId };
  return stackId === null ? [service] : [service, { topic: 'stack', id: stackId }];
}

/** What open pages have to fetch again after a commit. */
export function commitTopics(
  actions: readonly Action[],
  statuses: readonly StatusChange[],
  names: Names,
): Change[] {
  const services = new Set(statuses.map(({ row }) => row.serviceId));
  for (const action of actions) if ('serviceId' in action) services.add(action.serviceId);
  const changes = [
    ...actions.flatMap(topicsOf),
    ...[...services].flatMap((serviceId) => serviceTopics(serviceId, names)),
  ];
  if (services.size > 0) changes.push({ topic: 'stacks', id: null });
  if (actions.length > 0) changes.push({ topic: 'events', id: null });
  return changes;
}
