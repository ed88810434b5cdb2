import type { Action } from './model/plan.ts';
import type { UnitModel } from './model/unit.ts';
import { by, compareText } from './sort.ts';

/** The order in which a reader asks: what happened to hosts, what is new, what changes, what ends. */
const KINDS: readonly Action['kind'][] = [
  'host-state',
  'place',
  'change',
  'dispatch',
  'forget',
  'finish-service',
  'finish-stack',
];

interface SortKey {
  readonly action: Action;
  readonly kind: number;
  readonly serviceId: string;
  readonly index: number;
  readonly id: string;
}

/** By kind, then by service, index and id. */
export function sortActions(actions: readonly Action[], units: readonly UnitModel[]): readonly Action[] {
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  return actions
    .map((action) => keyOf(action, unitById))
    .sort(
      by(
        (a, b) => a.kind - b.kind,
        (a, b) => compareText(a.serviceId, b.serviceId),
        (a, b) => a.index - b.index,
        (a, b) => compareText(a.id, b.id),
      ),
    )
    .map(({ action }) => action);
}

function keyOf(action: Action, unitById: ReadonlyMap<string, UnitModel>): SortKey {
  const kind = KINDS.indexOf(action.kind);
  switch (action.kind) {
    case 'host-state':
      return { action, kind, serviceId: '', index: 0, id: action.hostId };
    case 'finish-service':
      return { action, kind, serviceId: action.serviceId, index: 0, id: action.serviceId };
    case 'finish-stack':
      return { action, kind, serviceId: '', index: 0, id: action.stackId };
    case 'place':
      return { action, kind, serviceId: action.serviceId, index: action.index, id: action.unitId };
    default: {
      const unit = unitById.get(action.unitId);
      return { action, kind, serviceId: unit?.serviceId ?? '', index: unit?.index ?? 0, id: action.unitId };
    }
  }
}
