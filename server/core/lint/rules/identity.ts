import type { Action, PlaceAction } from '../../model/plan.ts';
import { type Finding, fatal, warning } from '../finding.ts';
import type { Subject } from '../subject.ts';

/** One action for each thing, generations that go up by one, and new units that are new. */
export function checkIdentity(subject: Subject): readonly Finding[] {
  const seen = new Set<string>();
  const createIndexes = new Set<string>();
  return subject.plan.actions.flatMap((action) => {
    const key = keyOf(action);
    const repeated = seen.has(key)
      ? [fatal('duplicate-action', key, 'Two actions concern the same thing.')]
      : [];
    seen.add(key);
    return [
      ...repeated,
      ...checkGeneration(subject, action),
      ...checkNewUnit(subject, action, createIndexes),
    ];
  });
}

function keyOf(action: Action): string {
  switch (action.kind) {
    case 'host-state':
      return action.hostId;
    case 'finish-service':
      return action.serviceId;
    case 'finish-stack':
      return action.stackId;
    default:
      return action.unitId;
  }
}

function checkGeneration({ units }: Subject, action: Action): readonly Finding[] {
  if (action.kind !== 'change' && action.kind !== 'dispatch') return [];
  const unit = units.get(action.unitId);
  if (unit === undefined) return [];
  const expected = action.kind === 'change' ? unit.generation + 1 : unit.generation;
  if (action.generation !== expected) {
    return [
      fatal('wrong-generation', action.unitId, `Generation ${action.generation} instead of ${expected}.`),
    ];
  }
  if (action.kind === 'dispatch') {
    const carried = unit.job?.generation === unit.generation;
    return carried ? [warning('needless', action.unitId, 'A job already carries this decision.')] : [];
  }
  const same =
    unit.desired === action.desired &&
    unit.revisionId === action.revisionId &&
    unit.restartCount === action.restartCount &&
    unit.recreateCount === action.recreateCount;
  return same ? [warning('needless', action.unitId, 'The change changes nothing.')] : [];
}

function checkNewUnit(subject: Subject, action: Action, taken: Set<string>): readonly Finding[] {
  if (action.kind !== 'place') return [];
  const key = `${action.serviceId} ${action.createIndex}`;
  const isNew = action.createIndex >= (subject.services.get(action.serviceId)?.nextCreateIndex ?? 0);
  const isRight = isNew ? !taken.has(key) : replacesAnother(subject, action);
  if (isNew) taken.add(key);
  if (isRight && action.index >= 1 && !subject.units.has(action.unitId)) return [];
  return [fatal('wrong-new-unit', action.unitId, 'Its id, index or createIndex is used or out of range.')];
}

/** A unit may take over the place of one that was given up, and with it how old that is. */
function replacesAnother({ input, changes, forgets }: Subject, place: PlaceAction): boolean {
  return input.units.some(
    (unit) =>
      unit.serviceId === place.serviceId &&
      unit.index === place.index &&
      unit.createIndex === place.createIndex &&
      (unit.lostAt !== null || changes.get(unit.id)?.lost === true || forgets.has(unit.id)),
  );
}
