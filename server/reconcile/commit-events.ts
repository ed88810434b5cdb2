import type { HostLifecycle } from '../core/model/host.ts';
import type { Action, ActionCause, ChangeAction, HostStateAction } from '../core/model/plan.ts';
import { type NewEvent, RECONCILER } from '../db/history.ts';
import type { EventKind } from '../schemas/event.ts';
import type { Names } from './names.ts';
import type { StatusChange } from './status.ts';

type Level = NonNullable<NewEvent['level']>;

/** What is worth telling of a host's states, and how loudly. A purged host has no one to tell it to. */
const HOST_EVENTS: Record<HostLifecycle, { readonly kind: EventKind; readonly level: Level } | null> = {
  registering: { kind: 'host.registering', level: 'info' },
  active: { kind: 'host.active', level: 'info' },
  inactive: { kind: 'host.inactive', level: 'info' },
  reconnecting: { kind: 'host.reconnecting', level: 'warning' },
  disconnected: { kind: 'host.disconnected', level: 'error' },
  removing: { kind: 'host.removing', level: 'info' },
  removed: { kind: 'host.removed', level: 'info' },
  purged: null,
};

/** Causes for which a host is to blame; for the others it is whoever asked for it. */
const HOST_CAUSES: ReadonlySet<ActionCause> = new Set(['host-lost', 'replace-lost', 'surplus']);

export interface Causes {
  /** By service: the last thing a person asked of it. */
  readonly requests: ReadonlyMap<string, string>;
  /** By host: when it was given up on. */
  readonly losses: ReadonlyMap<string, string>;
}

export function hostEvents(
  environmentId: string,
  actions: readonly HostStateAction[],
  names: Names,
): NewEvent[] {
  return actions.flatMap(({ hostId, from, to, cause }) => {
    const told = HOST_EVENTS[to];
    if (told === null) return [];
    const params = { name: names.host(hostId), from, to, cause };
    return [{ environmentId, actor: RECONCILER, ...told, params, hostId }];
  });
}

function changeKind(action: ChangeAction): { readonly kind: EventKind; readonly level: Level } {
  if (action.lost) return { kind: 'unit.lost', level: 'warning' };
  return { kind: action.desired === 'removed' ? 'unit.removing' : 'unit.changed', level: 'info' };
}

function kindOf(action: Action): { readonly kind: EventKind; readonly level: Level } | null {
  switch (action.kind) {
    case 'place':
      return { kind: 'unit.placed', level: action.cause === 'replace-lost' ? 'warning' : 'info' };
    case 'change':
      return changeKind(action);
    case 'forget':
      return { kind: 'unit.removed', level: 'info' };
    default:
      return null;
  }
}

function causeId(
  action: { serviceId: string; hostId: string; cause: ActionCause },
  causes: Causes,
): string | null {
  if (!HOST_CAUSES.has(action.cause)) return causes.requests.get(action.serviceId) ?? null;
  const blamed = causes.losses.get(action.hostId);
  // A replacement names its new host; the one that was lost is the only other one there can be.
  return blamed ?? (causes.losses.size === 1 ? (causes.losses.values().next().value ?? null) : null);
}

/** What was lost is told before what takes its place. */
function inOrderOfTelling(actions: readonly Action[]): readonly Action[] {
  const isLoss = (action: Action) => action.kind === 'change' && action.lost;
  return [...actions.filter(isLoss), ...actions.filter((action) => !isLoss(action))];
}

export function unitEvents(
  environmentId: string,
  actions: readonly Action[],
  names: Names,
  causes: Causes,
): NewEvent[] {
  return inOrderOfTelling(actions).flatMap((action) => {
    const told = kindOf(action);
    if (told === null || !('serviceId' in action) || !('unitId' in action)) return [];
    const { unitId, serviceId, hostId, cause } = action;
    return [
      {
        environmentId,
        actor: RECONCILER,
        ...told,
        params: { name: names.unit(action), host: names.host(hostId), cause },
        hostId,
        stackId: names.stackOf(serviceId),
        serviceId,
        unitId,
        causeId: causeId({ serviceId, hostId, cause }, causes),
      },
    ];
  });
}

export function closingEvents(environmentId: string, actions: readonly Action[], names: Names): NewEvent[] {
  return actions.flatMap((action): NewEvent[] => {
    const base = { environmentId, actor: RECONCILER };
    if (action.kind === 'finish-service') {
      const { serviceId } = action;
      const params = { name: names.service(serviceId) };
      return [{ ...base, kind: 'service.removed', params, serviceId, stackId: names.stackOf(serviceId) }];
    }
    if (action.kind === 'finish-stack') {
      const { stackId } = action;
      return [{ ...base, kind: 'stack.removed', params: { name: names.stack(stackId) }, stackId }];
    }
    return [];
  });
}

/** A service's state as a line of history: only when it changes, never for its first report. */
export function stateEvents(
  environmentId: string,
  changes: readonly StatusChange[],
  names: Names,
): NewEvent[] {
  return changes.flatMap(({ row, before }) => {
    if (before === null || before.state === row.state) return [];
    const level: Level = row.state === 'degraded' ? 'warning' : 'info';
    const { serviceId } = row;
    const params = { name: names.service(serviceId), from: before.state, to: row.state };
    const stackId = names.stackOf(serviceId);
    return [{ environmentId, actor: RECONCILER, kind: 'service.state', level, params, serviceId, stackId }];
  });
}
